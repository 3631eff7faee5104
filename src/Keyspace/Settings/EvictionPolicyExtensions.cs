namespace MtcpRedis.Keyspace.Settings;

/// <summary>Questions the eviction and the access bookkeeping ask of an <see cref="EvictionPolicy"/>.</summary>
public static class EvictionPolicyExtensions
{
    /// <summary>Whether keys carry an access frequency counter (LFU) instead of an access clock.</summary>
    /// <param name="policy">The policy in force.</param>
    public static bool UsesFrequency(this EvictionPolicy policy) => policy is EvictionPolicy.AllKeysLfu or EvictionPolicy.VolatileLfu;

    /// <summary>Whether candidates are ranked by the time since their last access (LRU).</summary>
    /// <param name="policy">The policy in force.</param>
    public static bool UsesRecency(this EvictionPolicy policy) => policy is EvictionPolicy.AllKeysLru or EvictionPolicy.VolatileLru;

    /// <summary>Whether candidates are drawn at random, without any ranking.</summary>
    /// <param name="policy">The policy in force.</param>
    public static bool IsRandom(this EvictionPolicy policy) => policy is EvictionPolicy.AllKeysRandom or EvictionPolicy.VolatileRandom;

    /// <summary>Whether every key is a candidate, not only those with an expiry; false for <see cref="EvictionPolicy.NoEviction"/>.</summary>
    /// <param name="policy">The policy in force.</param>
    public static bool CoversAllKeys(this EvictionPolicy policy) =>
        policy is EvictionPolicy.AllKeysLru or EvictionPolicy.AllKeysLfu or EvictionPolicy.AllKeysRandom;
}
