return MtcpRedis.Bench.BenchProgram.Run(args, Console.Out, Console.Error);
