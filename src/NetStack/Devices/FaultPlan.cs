using System.Globalization;

namespace MtcpRedis.NetStack.Devices;

/// <summary>Faults as an operator writes them down: <c>loss=0.01,reorder=0.02,delay=100,seed=7</c>.</summary>
/// <param name="Options">Kinds and rates.</param>
/// <param name="Seed">Start of the generator.</param>
public sealed record FaultPlan(FaultOptions Options, int Seed)
{
    /// <summary>What the text may consist of.</summary>
    public const string Grammar =
        "loss, duplication, corruption, reorder (0 to 1), delay, jitter, hold (microseconds), queue (frames), seed, each as name=number, separated by commas";

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It is not of <see cref="Grammar"/>.</exception>
    public static FaultPlan Parse(string text)
    {
        var plan = new FaultPlan(new FaultOptions(), 1);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var split = part.IndexOf('=', StringComparison.Ordinal);
            if (split < 0)
                throw new FormatException($"'{part}' has no number");
            plan = plan.With(part[..split].TrimEnd(), part[(split + 1)..].TrimStart());
        }
        return plan;
    }

    private FaultPlan With(string name, string number) => name switch
    {
        "loss" => this with { Options = Options with { Loss = Rate(name, number) } },
        "duplication" => this with { Options = Options with { Duplication = Rate(name, number) } },
        "corruption" => this with { Options = Options with { Corruption = Rate(name, number) } },
        "reorder" => this with { Options = Options with { Reorder = Rate(name, number) } },
        "delay" => this with { Options = Options with { DelayMicroseconds = Count(name, number) } },
        "jitter" => this with { Options = Options with { JitterMicroseconds = Count(name, number) } },
        "hold" => this with { Options = Options with { ReorderMicroseconds = Count(name, number) } },
        "queue" => this with { Options = Options with { QueueLength = Count(name, number) } },
        "seed" => this with { Seed = Count(name, number) },
        _ => throw new FormatException($"'{name}' is not a fault"),
    };

    private static double Rate(string name, string number) =>
        double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1
            ? rate
            : throw new FormatException($"'{name}={number}' is not between 0 and 1");

    private static int Count(string name, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 1 << 30
            ? count
            : throw new FormatException($"'{name}={number}' is not a count");
}
