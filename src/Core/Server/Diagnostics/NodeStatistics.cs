namespace MtcpRedis.Server.Diagnostics;

/// <summary>Counters that belong to no shard and no core.</summary>
internal sealed class NodeStatistics
{
    private long _published;

    /// <summary>Messages published.</summary>
    public long Published => Volatile.Read(ref _published);

    public void CountPublish() => Interlocked.Increment(ref _published);
}
