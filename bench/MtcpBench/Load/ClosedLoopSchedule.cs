namespace MtcpRedis.Bench.Load;

/// <summary>Every connection sends a pipeline's worth of requests as soon as all its earlier ones were answered.</summary>
internal sealed class ClosedLoopSchedule(long requests, long start, long stop) : RequestSchedule(requests, start, stop)
{
    /// <inheritdoc/>
    protected override long UntilDue(long now) => long.MaxValue;

    /// <inheritdoc/>
    protected override int Due(BenchConnection connection, long now) => connection.Outstanding == 0 ? connection.Room : 0;

    /// <inheritdoc/>
    protected override void Note(BenchConnection connection, long first, int count, long now) => connection.Grant(count, now);
}
