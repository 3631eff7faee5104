namespace MtcpRedis.Server.Diagnostics;

/// <summary>Counters that belong to no shard and no core.</summary>
internal sealed class NodeStatistics
{
    private long _published;
    private long _peakMemory;

    /// <summary>Messages published.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Sets all counters to zero.</summary>
    public void Reset() => Volatile.Write(ref _published, 0);

    /// <summary>Notes how much memory is used and gives the most that was ever noted; CONFIG RESETSTAT does not forget it.</summary>
    public long NotePeak(long used)
    {
        long peak = Volatile.Read(ref _peakMemory);
        while (used > peak)
        {
            long found = Interlocked.CompareExchange(ref _peakMemory, used, peak);
            if (found == peak)
                return used;
            peak = found;
        }
        return peak;
    }

    public void CountPublish() => Interlocked.Increment(ref _published);
}
