using MtcpRedis.TurnBench;

if (args.Contains("--help"))
{
    Console.WriteLine(TurnBenchOptions.Help);
    return 0;
}

try
{
    new TurnBenchProgram(TurnBenchOptions.Parse(args)).Run();
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"mtcp-turnbench: {e.Message}");
    return 2;
}
