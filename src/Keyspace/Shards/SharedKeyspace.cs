using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>What all shards of a node have in common.</summary>
public sealed class SharedKeyspace : IDisposable
{
    /// <summary>Makes the node's shards, all empty.</summary>
    /// <param name="shardCount">Number of shards, 1 or more.</param>
    /// <param name="settings">Live settings.</param>
    public SharedKeyspace(int shardCount, Live<KeyspaceSettings> settings)
    {
        Settings = settings;
        Map = new ShardMap(shardCount);
        Shards = new KeyspaceShard[shardCount];
        for (int i = 0; i < shardCount; i++)
            Shards[i] = new KeyspaceShard(i, this);
        InitialBytes = UsedBytes;
    }

    /// <summary>Bytes in use in all arenas when there was no key yet.</summary>
    public long InitialBytes { get; }

    /// <summary>Live settings.</summary>
    public Live<KeyspaceSettings> Settings { get; }

    /// <summary>Which shard has which hash slot.</summary>
    public ShardMap Map { get; }

    /// <summary>The shards.</summary>
    public KeyspaceShard[] Shards { get; }

    /// <summary>Where keyspace notifications go; null: nowhere.</summary>
    public IKeyspaceEventSink? Events { get; set; }

    /// <summary>Who runs the shards as actors; null in tests that call them directly.</summary>
    public IShardDispatcher? Dispatcher { get; set; }

    /// <summary>
    /// Unix time in milliseconds until which no key is removed because of its time or of full memory (CLIENT PAUSE); 0: it is not so.
    /// A key whose time has come counts as gone to whoever reads meanwhile.
    /// </summary>
    public long FrozenUntil
    {
        get => Volatile.Read(ref _frozenUntil);
        set => Volatile.Write(ref _frozenUntil, value);
    }

    private long _frozenUntil;

    /// <summary>Bytes in use in all arenas; exact when nothing runs, close while shards work.</summary>
    public long UsedBytes
    {
        get
        {
            long sum = 0;
            foreach (KeyspaceShard shard in Shards)
                sum += shard.Arena.UsedBytes;
            return sum;
        }
    }

    /// <summary>
    /// Elements of lists that are at least so long, in bytes, have a node of their own (DEBUG QUICKLIST-PACKED-THRESHOLD).
    /// </summary>
    public long ListPackedThreshold
    {
        get => Volatile.Read(ref _listPackedThreshold);
        set => Volatile.Write(ref _listPackedThreshold, value);
    }

    private long _listPackedThreshold = ListLimits.DefaultPackedThreshold;

    /// <summary>
    /// Whether somewhere a client waits whose command writes to another shard than that of the key it waits for. A write that serves it
    /// takes effect on both, so a connection's calls on different shards are kept in their order while this holds.
    /// </summary>
    public bool HasForeignWaits => Volatile.Read(ref _foreignWaits) != 0;

    private int _foreignWaits;

    private long _signals;

    internal void CountForeignWaits(int change) => Interlocked.Add(ref _foreignWaits, change);

    /// <summary>A number for the moment at which a key that somebody waits for came to be.</summary>
    internal long NextSignal() => Interlocked.Increment(ref _signals);

    /// <summary>The shard that a key belongs to.</summary>
    public KeyspaceShard ShardOf(ReadOnlySpan<byte> key) =>
        Shards.Length == 1 ? Shards[0] : Shards[Map.ShardOfSlot(HashSlot.Of(key))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (KeyspaceShard shard in Shards)
            shard.Dispose();
    }
}
