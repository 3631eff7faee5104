using System.Diagnostics;

namespace MtcpRedis.Bench.Load;

/// <summary>The machine's monotonic clock.</summary>
internal sealed class SystemNanoClock : NanoClock
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    /// <inheritdoc/>
    public override long Now => Stopwatch.Frequency == 1_000_000_000 ? Stopwatch.GetTimestamp() : (long)(Stopwatch.GetTimestamp() * NanosecondsPerTick);
}
