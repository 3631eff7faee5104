namespace MtcpRedis.Conformance.Runs;

/// <summary>The options of a run from the command line.</summary>
public sealed record ToolOptions
{
    public string Family { get; init; } = "all";

    public int Cores { get; init; } = 1;

    public int Count { get; init; } = 5_000;

    public int Seed { get; init; }

    public int Steps { get; init; } = 400;

    /// <summary>0: run <see cref="Count"/> commands per family; else the time in minutes.</summary>
    public int Minutes { get; init; }

    public bool Survey { get; init; }

    public bool AgainstReference { get; init; }

    public IReadOnlySet<string> Skipped { get; init; } = new HashSet<string>();
}
