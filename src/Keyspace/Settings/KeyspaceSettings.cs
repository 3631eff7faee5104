namespace MtcpRedis.Keyspace.Settings;

/// <summary>
/// The configuration that the keyspace reads, as one immutable snapshot. CONFIG SET makes a new instance and publishes it as a whole,
/// so a reader that keeps the reference sees values that belong together. Defaults are those of Redis 7.2; each property is the
/// directive of the same name in redis.conf.
/// </summary>
public sealed record KeyspaceSettings
{
    /// <summary>The settings of a server that was given no configuration.</summary>
    public static KeyspaceSettings Default { get; } = new();

    /// <summary><c>databases</c>: number of logical databases, at least 1; fixed at start.</summary>
    public int Databases { get; init; } = 16;

    /// <summary><c>maxmemory</c> in bytes for the whole node; 0 means no limit.</summary>
    public long MaxMemory { get; init; }

    /// <summary><c>maxmemory-policy</c>.</summary>
    public EvictionPolicy MaxMemoryPolicy { get; init; } = EvictionPolicy.NoEviction;

    /// <summary>
    /// Whether even small integers count as values of one key alone: where eviction goes by access, each key needs an access time
    /// of its own, which in Redis belongs to the value.
    /// </summary>
    internal bool KeepsIntegersApart => MaxMemory != 0 && (MaxMemoryPolicy.UsesRecency() || MaxMemoryPolicy.UsesFrequency());

    /// <summary><c>maxmemory-samples</c>: keys looked at per eviction, 1 to 64.</summary>
    public int MaxMemorySamples { get; init; } = 5;

    /// <summary><c>maxmemory-eviction-tenacity</c>: 0 (shortest pauses) to 100 (evict without a time limit).</summary>
    public int MaxMemoryEvictionTenacity { get; init; } = 10;

    /// <summary><c>lfu-log-factor</c>: how slowly the access counter saturates, 0 or more.</summary>
    public int LfuLogFactor { get; init; } = 10;

    /// <summary><c>lfu-decay-time</c>: minutes after which the access counter loses one; 0 never decays.</summary>
    public int LfuDecayTime { get; init; } = 1;

    /// <summary><c>hash-max-listpack-entries</c>: fields up to which a hash stays a listpack.</summary>
    public long HashMaxListpackEntries { get; init; } = 512;

    /// <summary><c>hash-max-listpack-value</c>: longest field or value, in bytes, that a listpack hash holds.</summary>
    public long HashMaxListpackValue { get; init; } = 64;

    /// <summary>
    /// <c>list-max-listpack-size</c>: positive, the most elements in a list node; -1 to -5, the most bytes in it (4, 8, 16, 32, 64 KiB).
    /// </summary>
    public int ListMaxListpackSize { get; init; } = -2;

    /// <summary><c>list-compress-depth</c>: nodes at either end of a list left uncompressed; 0 compresses nothing.</summary>
    public int ListCompressDepth { get; init; }

    /// <summary><c>set-max-intset-entries</c>: members up to which a set of integers stays an intset.</summary>
    public long SetMaxIntsetEntries { get; init; } = 512;

    /// <summary><c>set-max-listpack-entries</c>: members up to which a set stays a listpack (since 7.2).</summary>
    public long SetMaxListpackEntries { get; init; } = 128;

    /// <summary><c>set-max-listpack-value</c>: longest member, in bytes, that a listpack set holds (since 7.2).</summary>
    public long SetMaxListpackValue { get; init; } = 64;

    /// <summary><c>zset-max-listpack-entries</c>: members up to which a sorted set stays a listpack.</summary>
    public long ZSetMaxListpackEntries { get; init; } = 128;

    /// <summary><c>zset-max-listpack-value</c>: longest member, in bytes, that a listpack sorted set holds.</summary>
    public long ZSetMaxListpackValue { get; init; } = 64;

    /// <summary><c>hll-sparse-max-bytes</c>: size up to which a HyperLogLog stays sparse.</summary>
    public long HllSparseMaxBytes { get; init; } = 3000;

    /// <summary><c>stream-node-max-bytes</c>: bytes in one node of a stream; 0 means no limit.</summary>
    public long StreamNodeMaxBytes { get; init; } = 4096;

    /// <summary><c>stream-node-max-entries</c>: entries in one node of a stream; 0 means no limit.</summary>
    public long StreamNodeMaxEntries { get; init; } = 100;

    /// <summary><c>notify-keyspace-events</c>.</summary>
    public KeyspaceEventClasses NotifyKeyspaceEvents { get; init; } = KeyspaceEventClasses.None;

    /// <summary><c>active-expire-effort</c>: 1 (least work) to 10.</summary>
    public int ActiveExpireEffort { get; init; } = 1;

    /// <summary><c>hz</c>: how often per second background work such as active expiry runs, 1 to 500.</summary>
    public int Hz { get; init; } = 10;

    /// <summary><c>proto-max-bulk-len</c>: the longest string a command may make, in bytes.</summary>
    public long ProtoMaxBulkLength { get; init; } = 512L * 1024 * 1024;

    /// <summary><c>lazyfree-lazy-eviction</c>: free evicted values little by little.</summary>
    public bool LazyFreeLazyEviction { get; init; }

    /// <summary><c>lazyfree-lazy-expire</c>: free expired values little by little.</summary>
    public bool LazyFreeLazyExpire { get; init; }

    /// <summary><c>lazyfree-lazy-server-del</c>: free values that a command overwrites little by little.</summary>
    public bool LazyFreeLazyServerDel { get; init; }

    /// <summary><c>lazyfree-lazy-user-del</c>: DEL behaves as UNLINK.</summary>
    public bool LazyFreeLazyUserDel { get; init; }

    /// <summary><c>lazyfree-lazy-user-flush</c>: FLUSHALL and FLUSHDB without an option behave as with ASYNC.</summary>
    public bool LazyFreeLazyUserFlush { get; init; }
}
