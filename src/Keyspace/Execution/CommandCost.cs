using System.Diagnostics;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>What the calls of one command cost on one thread.</summary>
public struct CommandCost
{
    /// <summary>Calls that were run.</summary>
    public long Calls;

    /// <summary>Time they took, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Ticks;

    /// <summary>Calls refused before they ran.</summary>
    public long Rejected;

    /// <summary>Calls that ran and were answered by an error.</summary>
    public long Failed;

    /// <summary>Time they took, in microseconds.</summary>
    public readonly long Microseconds => (long)(Ticks * (1_000_000.0 / Stopwatch.Frequency));
}
