namespace MtcpRedis.Keyspace.Settings;

/// <summary>
/// What happens to keys once <c>maxmemory</c> is reached: the eight values of the directive <c>maxmemory-policy</c>.
/// </summary>
public enum EvictionPolicy
{
    /// <summary><c>noeviction</c>: nothing is evicted, commands that need memory are refused.</summary>
    NoEviction,

    /// <summary><c>allkeys-lru</c>: any key, the one unused for the longest time first (approximated by samples).</summary>
    AllKeysLru,

    /// <summary><c>allkeys-lfu</c>: any key, the one used least often first (approximated by samples).</summary>
    AllKeysLfu,

    /// <summary><c>allkeys-random</c>: any key, at random.</summary>
    AllKeysRandom,

    /// <summary><c>volatile-lru</c>: as <see cref="AllKeysLru"/>, but only keys that have an expiry.</summary>
    VolatileLru,

    /// <summary><c>volatile-lfu</c>: as <see cref="AllKeysLfu"/>, but only keys that have an expiry.</summary>
    VolatileLfu,

    /// <summary><c>volatile-random</c>: as <see cref="AllKeysRandom"/>, but only keys that have an expiry.</summary>
    VolatileRandom,

    /// <summary><c>volatile-ttl</c>: only keys that have an expiry, the one that expires soonest first.</summary>
    VolatileTtl,
}
