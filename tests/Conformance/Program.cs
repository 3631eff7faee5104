using System.Globalization;
using MtcpRedis.Conformance.Runs;

namespace MtcpRedis.Conformance;

/// <summary>The same streams without a test runner: <c>dotnet run --project tests/Conformance -- --family hash --count 20000</c>.</summary>
public static class Program
{
    private const string Usage = """
        usage: dotnet run --project tests/Conformance -- [options]
          --family NAME    a family, or "all" (default all)
          --cores N        cores of our server (default 1)
          --count N        commands per family (default 5000)
          --seed N         first seed (default: from the clock)
          --steps N        steps per stream (default 400)
          --minutes N      go on over all families until the time is over, with 1 and 4 cores in turn
          --survey         do not stop at a failure: group all failures by command
          --skip A,B       commands to leave out
          --redis          put a second redis-server in our place
        """;

    public static int Main(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return 0;
        }

        try
        {
            var options = Parse(args);
            return new ToolRun(options, Console.Out).Run();
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            Console.Error.WriteLine(failure.Message);
            Console.Error.WriteLine(Usage);
            return 2;
        }
    }

    private static ToolOptions Parse(string[] args)
    {
        var options = new ToolOptions { Seed = Environment.TickCount & 0x3fffffff };
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--survey" => options with { Survey = true },
                "--redis" => options with { AgainstReference = true },
                "--family" => options with { Family = Value(args, ref i) },
                "--cores" => options with { Cores = Number(args, ref i) },
                "--count" => options with { Count = Number(args, ref i) },
                "--seed" => options with { Seed = Number(args, ref i) },
                "--steps" => options with { Steps = Number(args, ref i) },
                "--minutes" => options with { Minutes = Number(args, ref i) },
                "--skip" => options with { Skipped = Value(args, ref i).ToUpperInvariant().Split(',').ToHashSet() },
                _ => throw new ArgumentException($"unknown option {args[i]}"),
            };
        }

        return options;
    }

    private static int Number(string[] args, ref int i) => int.Parse(Value(args, ref i), CultureInfo.InvariantCulture);

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value");
}
