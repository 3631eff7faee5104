using System.Globalization;

namespace MtcpRedis.Compare.Options;

/// <summary>Reads the command line of the comparison.</summary>
internal static class ComparisonOptionParser
{
    /// <summary>What --help prints.</summary>
    public const string Help = """
        Compares our server, on one core, with redis-server: both pinned to one CPU, the load generator to another, measured runs taken in turns.

         --quick               Short runs and small data: a look, not a measurement
         --only LIST           Parts (speed, memory, garbage, pause) or cells (speed:get-64, memory:hash), comma separated
         --rounds N            Measured runs per server and cell (default 5)
         --seconds S           Aimed length of a measured run (default 1.5)
         --warmup S            Load before the first measured run of a cell (default 3)
         --generator NAME      mtcp-bench (default), which both servers keep waiting, or redis-benchmark
         --clients N           Connections (default 50)
         --keyspace N          Random keys and members (default 100000)
         --data-size N         Bytes of values (default 16)
         --server-cpu N        CPU of the servers (default 1)
         --client-cpu N        CPU of the generator (default 0)
         --ours PATH           Our executable (default bin/mtcp-redis); a redis-server here shows the noise
         --redis PATH          The reference (default redis-server)
         --garnet PATH         A garnet-server to measure beside both
         --output FILE         Markdown goes there (default artifacts/benchmarks.md)
         --docs                Put it into docs/benchmarks.md too

        Exit code: 0 every limit is kept, 1 one is not, 2 the comparison could not be run.
        """;

    private static readonly Dictionary<string, Func<ComparisonOptions, string, ComparisonOptions>> Rows = new(StringComparer.Ordinal)
    {
        ["--only"] = (o, v) => o with { Only = v.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries) },
        ["--rounds"] = (o, v) => o with { Rounds = (int)Number(v, 1, 1000) },
        ["--seconds"] = (o, v) => o with { Seconds = Number(v, 0.05, 600) },
        ["--warmup"] = (o, v) => o with { WarmUpSeconds = Number(v, 0.05, 600) },
        ["--generator"] = (o, v) => o with { OwnGenerator = Choice(v, "redis-benchmark", "mtcp-bench") == 1 },
        ["--clients"] = (o, v) => o with { Clients = (int)Number(v, 1, 100_000) },
        ["--keyspace"] = (o, v) => o with { KeySpace = (int)Number(v, 1, 100_000_000) },
        ["--data-size"] = (o, v) => o with { DataSize = (int)Number(v, 1, 1 << 20) },
        ["--server-cpu"] = (o, v) => o with { ServerCpu = (int)Number(v, 0, 4096) },
        ["--client-cpu"] = (o, v) => o with { ClientCpu = (int)Number(v, 0, 4096) },
        ["--ours"] = (o, v) => o with { Ours = v },
        ["--redis"] = (o, v) => o with { Redis = v },
        ["--garnet"] = (o, v) => o with { Garnet = v },
        ["--output"] = (o, v) => o with { Output = v },
    };

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="ArgumentException">An unknown option, or a missing or impossible value.</exception>
    public static ComparisonOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ComparisonOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--quick" => options with { Rounds = 3, Seconds = 0.5, WarmUpSeconds = 1.5, Shrink = 10 },
                "--docs" => options with { Document = "docs/benchmarks.md" },
                var name when Rows.TryGetValue(name, out var row) =>
                    row(options, i + 1 < args.Count ? args[++i] : throw new ArgumentException($"option '{name}' needs a value")),
                var name => throw new ArgumentException($"unknown option '{name}'; --help lists them"),
            };
        }

        return options;
    }

    private static double Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"'{text}' is not a number from {least} to {most}");

    private static int Choice(string text, params string[] choices) =>
        Array.IndexOf(choices, text) is var index and >= 0 ? index : throw new ArgumentException($"'{text}' is not one of {string.Join(", ", choices)}");
}
