namespace MtcpRedis.Compare.Options;

/// <summary>What one comparison does. Made once from the command line, immutable afterwards.</summary>
internal sealed record ComparisonOptions
{
    /// <summary>Our executable.</summary>
    public string Ours { get; init; } = "bin/mtcp-redis";

    /// <summary>The reference.</summary>
    public string Redis { get; init; } = "redis-server";

    /// <summary>A Garnet server to measure beside both, or null for none.</summary>
    public string? Garnet { get; init; }

    /// <summary>The CPU that servers run on, one at a time under load.</summary>
    public int ServerCpu { get; init; } = 1;

    /// <summary>The CPU that the load generator runs on.</summary>
    public int ClientCpu { get; init; }

    /// <summary>
    /// Load with our own generator, otherwise with redis-benchmark. That one needs more of its CPU for a request at pipeline 16 than our server does of
    /// its own: it compares a server at its limit with one that waits for it.
    /// </summary>
    public bool OwnGenerator { get; init; } = true;

    /// <summary>Measured runs per server and cell; the median is reported.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Aimed length of one measured run of the faster server, in seconds.</summary>
    public double Seconds { get; init; } = 1.5;

    /// <summary>Length of the load before the first measured run of a cell, in seconds, for the just-in-time compiler.</summary>
    public double WarmUpSeconds { get; init; } = 3;

    /// <summary>Connections of the generator.</summary>
    public int Clients { get; init; } = 50;

    /// <summary>Random keys and members are drawn from so many.</summary>
    public int KeySpace { get; init; } = 100_000;

    /// <summary>Bytes of the values.</summary>
    public int DataSize { get; init; } = 16;

    /// <summary>Divides the sizes of the memory and pause cells: 1 for the real ones.</summary>
    public int Shrink { get; init; } = 1;

    /// <summary>Parts or cells to run, in lower case; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where the markdown goes.</summary>
    public string Output { get; init; } = "artifacts/benchmarks.md";

    /// <summary>Put the markdown into this document too, between its markers; null for not.</summary>
    public string? Document { get; init; }

    /// <summary>Whether a part is to be run, or a cell of it by name.</summary>
    public bool Wants(string part, string? cell = null) =>
        Only.Count == 0 || Only.Contains(part) || (cell is null ? Only.Any(o => o.StartsWith(part + ":", StringComparison.Ordinal)) : Only.Contains($"{part}:{cell}"));
}
