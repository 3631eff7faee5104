namespace MtcpRedis.Keyspace.Shards;

/// <summary>What a shard counted since the start or the last CONFIG RESETSTAT; written by the shard's holder only.</summary>
public sealed class ShardStatistics
{
    /// <summary>Commands executed.</summary>
    public long Commands { get; set; }

    /// <summary>Reads that found their key.</summary>
    public long Hits { get; set; }

    /// <summary>Reads that did not.</summary>
    public long Misses { get; set; }

    /// <summary>Keys removed because their time had come.</summary>
    public long Expired { get; set; }

    /// <summary>Keys removed by <c>maxmemory</c>.</summary>
    public long Evicted { get; set; }

    /// <summary>Values freed little by little.</summary>
    public long LazyFreed { get; set; }

    /// <summary>Expiry cycles that ran out of their time.</summary>
    public long ExpireTimeCapReached { get; set; }

    /// <summary>Estimated share of keys that are logically expired and still there, in percent.</summary>
    public double ExpiredStalePercent { get; set; }

    /// <summary>Sets all counters to zero.</summary>
    public void Reset()
    {
        Commands = Hits = Misses = Expired = Evicted = LazyFreed = ExpireTimeCapReached = 0;
        ExpiredStalePercent = 0;
    }
}
