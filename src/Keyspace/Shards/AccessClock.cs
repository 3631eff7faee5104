using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Settings;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>
/// The 24 bits in an entry that eviction judges by: seconds of last access (LRU), or minutes of last decay and a logarithmic counter (LFU).
/// </summary>
public static class AccessClock
{
    private const int LruMask = 0xFFFFFF;
    private const int LfuInitial = 5;

    /// <summary>Whether the policy counts accesses instead of timing them.</summary>
    public static bool IsLfu(EvictionPolicy policy) => policy is EvictionPolicy.AllKeysLfu or EvictionPolicy.VolatileLfu;

    /// <summary>The bits of a key that was just made.</summary>
    public static int Initial(KeyspaceSettings settings, long now) =>
        IsLfu(settings.MaxMemoryPolicy) ? Minutes(now) << 8 | LfuInitial : (int)(now / 1000) & LruMask;

    /// <summary>Notes an access.</summary>
    public static void Touch(Entry entry, KeyspaceSettings settings, long now, ref FastRandom random)
    {
        if (!IsLfu(settings.MaxMemoryPolicy))
        {
            int seconds = (int)(now / 1000) & LruMask;
            // A key that is read often keeps its line of memory clean.
            if (entry.Access != seconds)
                entry.Access = seconds;
            return;
        }
        int counter = Frequency(entry, settings, now);
        entry.Access = Minutes(now) << 8 | Increment(counter, settings.LfuLogFactor, ref random);
    }

    /// <summary>Seconds since the last access (LRU policies).</summary>
    public static long IdleSeconds(Entry entry, long now) => ((int)(now / 1000) - entry.Access) & LruMask;

    /// <summary>The access counter after its decay, 0 to 255 (LFU policies).</summary>
    public static int Frequency(Entry entry, KeyspaceSettings settings, long now)
    {
        int counter = entry.Access & 0xFF;
        if (settings.LfuDecayTime == 0)
            return counter;
        int elapsed = (Minutes(now) - (entry.Access >> 8)) & 0xFFFF;
        return Math.Max(0, counter - elapsed / settings.LfuDecayTime);
    }

    /// <summary>Sets the bits so that <see cref="IdleSeconds"/> is <paramref name="seconds"/>.</summary>
    public static int FromIdle(long seconds, long now) => (int)(now / 1000 - seconds) & LruMask;

    private static int Increment(int counter, int logFactor, ref FastRandom random)
    {
        if (counter == 255)
            return 255;
        double chance = 1.0 / (Math.Max(0, counter - LfuInitial) * (double)logFactor + 1);
        return random.NextDouble() < chance ? counter + 1 : counter;
    }

    private static int Minutes(long now) => (int)(now / 60000) & 0xFFFF;
}
