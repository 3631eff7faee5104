using MtcpRedis.Bench;

// Plain writers on the two descriptors. Console.Out would take the terminal over (modes, key codes), for which a program in the
// background is stopped by the kernel; nothing here reads keys.
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
using var errors = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
return BenchProgram.Run(args, output, errors);
