using MtcpRedis.Compare;
using MtcpRedis.Compare.Options;

if (args.Contains("--help"))
{
    Console.WriteLine(ComparisonOptionParser.Help);
    return 0;
}

try
{
    return new Comparison(ComparisonOptionParser.Parse(args), Console.Out).Run() ? 0 : 1;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine($"mtcp-compare: {e.Message}");
    return 2;
}
