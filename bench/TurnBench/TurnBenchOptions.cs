using System.Globalization;

namespace MtcpRedis.TurnBench;

/// <summary>What is measured; made once from the command line.</summary>
internal sealed record TurnBenchOptions
{
    /// <summary>What --help prints.</summary>
    public static string Help { get; } = $"""
        Measures what a node of one core costs without any network: a transport in memory hands every connection its next requests as soon as
        it has the replies to the last ones. The figure is the core's whole turn: poll, receive, parse, route, batch, shard, reply, send.

         --commands LIST   Of {string.Join(", ", Workload.Commands)} (default get,set)
         --clients LIST    Connections (default 1,50,1000)
         --pipeline LIST   Requests that a connection sends at once (default 1,16,64)
         --keys N          Keys, loaded before (default 100000)
         --data-size N     Bytes of the values (default 16)
         --seconds S       Length of a measured run (default 1)
         --warmup S        Load before each of them, for the just-in-time compiler (default 6)
         --rounds N        Runs; the fastest counts, since nothing but disturbance differs between them (default 5)
         --only-once       One endless run of the first combination, for a profiler
        """;

    private static readonly Dictionary<string, Func<TurnBenchOptions, string, TurnBenchOptions>> s_rows = new(StringComparer.Ordinal)
    {
        ["--commands"] = (o, v) => o with { Commands = v.Split(',') },
        ["--clients"] = (o, v) => o with { Clients = Numbers(v) },
        ["--pipeline"] = (o, v) => o with { Pipelines = Numbers(v) },
        ["--keys"] = (o, v) => o with { Keys = Numbers(v)[0] },
        ["--data-size"] = (o, v) => o with { DataSize = Numbers(v)[0] },
        ["--seconds"] = (o, v) => o with { Seconds = double.Parse(v, CultureInfo.InvariantCulture) },
        ["--warmup"] = (o, v) => o with { WarmUpSeconds = double.Parse(v, CultureInfo.InvariantCulture) },
        ["--rounds"] = (o, v) => o with { Rounds = Numbers(v)[0] },
    };

    public IReadOnlyList<string> Commands { get; init; } = ["get", "set"];

    public IReadOnlyList<int> Clients { get; init; } = [1, 50, 1000];

    public IReadOnlyList<int> Pipelines { get; init; } = [1, 16, 64];

    public int Keys { get; init; } = 100_000;

    public int DataSize { get; init; } = 16;

    public double Seconds { get; init; } = 1;

    public double WarmUpSeconds { get; init; } = 6;

    public int Rounds { get; init; } = 5;

    public bool OnlyOnce { get; init; }

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="ArgumentException">An unknown option, or a missing or impossible value.</exception>
    public static TurnBenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new TurnBenchOptions();
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == "--only-once")
                options = options with { OnlyOnce = true };
            else if (!s_rows.TryGetValue(args[i], out Func<TurnBenchOptions, string, TurnBenchOptions>? row) || i + 1 == args.Count)
                throw new ArgumentException($"option '{args[i]}' is unknown or needs a value; --help lists them");
            else
                options = row(options, args[++i]);
        }
        return options;
    }

    private static int[] Numbers(string text) =>
        Array.ConvertAll(text.Split(','), word => int.TryParse(word, out int n) && n > 0
            ? n
            : throw new ArgumentException($"'{word}' is not a number above 0"));
}
