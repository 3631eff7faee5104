namespace MtcpRedis.Server.Diagnostics;

/// <summary>Counters that belong to no shard and no core.</summary>
internal sealed class NodeStatistics
{
    private long _published;

    /// <summary>Messages published.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Sets all counters to zero.</summary>
    public void Reset() => Volatile.Write(ref _published, 0);

    public void CountPublish() => Interlocked.Increment(ref _published);
}
