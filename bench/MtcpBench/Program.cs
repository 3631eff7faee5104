using MtcpRedis.Bench.Options;

try
{
    _ = OptionParser.Parse(args);
    throw new NotSupportedException("the load generator does not send yet");
}
catch (OptionException e)
{
    Console.Error.WriteLine($"mtcp-bench: {e.Message}");
    return 1;
}
