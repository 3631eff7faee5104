namespace MtcpRedis.Bench.Load;

/// <summary>How far a thread is, for the progress line. Written by the generator thread once per turn, read by any.</summary>
internal sealed class LoadCounters
{
    private long _answered;
    private long _latencySum;

    /// <summary>Requests answered.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Sum of their latencies in nanoseconds.</summary>
    public long LatencySum => Volatile.Read(ref _latencySum);

    /// <summary>Publishes new totals.</summary>
    public void Publish(long answered, long latencySum)
    {
        Volatile.Write(ref _answered, answered);
        Volatile.Write(ref _latencySum, latencySum);
    }
}
