using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards.Background;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>
/// One shard: its databases, the arena they live in, and everything that hangs on their changes. A plain class without locks:
/// whoever holds the shard (its actor, or a coordinator that leased it) is the only one to call it.
/// </summary>
public sealed class KeyspaceShard : IDisposable
{
    /// <summary>Makes an empty shard.</summary>
    /// <param name="index">Number of the shard, from 0.</param>
    /// <param name="shared">What the node's shards have in common.</param>
    public KeyspaceShard(int index, SharedKeyspace shared)
    {
        Index = index;
        Shared = shared;
        Arena = new Arena();
        LazyFree = new LazyFree(this);
        Background = new BackgroundWork(this);
        Evictor = new Evictor(this);
        Databases = new Database[shared.Settings.Value.Databases];
        for (int i = 0; i < Databases.Length; i++)
            Databases[i] = new Database(this, i);
        Watches = new WatchRegistry(Databases.Length);
        Blocked = new BlockedClients(this);
        Random = new Core.Hashing.FastRandom((ulong)System.Random.Shared.NextInt64());
        Settings = shared.Settings.Value;
    }

    /// <summary>Number of the shard, from 0.</summary>
    public int Index { get; }

    /// <summary>What the node's shards have in common.</summary>
    public SharedKeyspace Shared { get; }

    /// <summary>The memory of every key and value.</summary>
    public Arena Arena { get; }

    /// <summary>The databases, by the index that SELECT takes.</summary>
    public Database[] Databases { get; }

    /// <summary>Who watches which keys.</summary>
    public WatchRegistry Watches { get; }

    /// <summary>Who waits for which keys.</summary>
    public BlockedClients Blocked { get; }

    /// <summary>Values that wait to be freed little by little.</summary>
    public LazyFree LazyFree { get; }

    /// <summary>Scratch of SCAN: the entries of one call.</summary>
    internal NativeList<nint> ScanResults { get; } = new();

    /// <summary>What is done between batches.</summary>
    internal BackgroundWork Background { get; }

    /// <summary>Keeps the node's memory under its limit.</summary>
    internal Evictor Evictor { get; }

    /// <summary>What the shard counted.</summary>
    public ShardStatistics Statistics { get; } = new();

    /// <summary>Source of random choices; a field since it is a mutable struct.</summary>
    public Core.Hashing.FastRandom Random;

    /// <summary>Hashes of keys, those of the running call without work; a field since it is a mutable struct.</summary>
    internal KnownHash Hashes;

    /// <summary>Settings in force for the commands that run now.</summary>
    public KeyspaceSettings Settings { get; private set; }

    /// <summary>Unix time in milliseconds for the commands that run now; every command of a batch sees the same.</summary>
    public long Now { get; private set; }

    /// <summary>Whether the running command's accesses count for eviction; false for CLIENT NO-TOUCH.</summary>
    public bool NotesAccess { get; set; } = true;

    /// <summary>Changes to the dataset since the start.</summary>
    public long Dirty { get; internal set; }

    /// <summary>Whether keys whose time has come are removed in the background (DEBUG SET-ACTIVE-EXPIRE).</summary>
    public bool ActiveExpire { get; set; } = true;

    /// <summary>Whether keys are neither expired nor evicted now (<see cref="SharedKeyspace.FrozenUntil"/>).</summary>
    internal bool IsFrozen { get; private set; }

    /// <summary>
    /// Whether a key that the running command meets after its time stays where it is. Never while a command runs that may write, since
    /// it must find the place of such a key free.
    /// </summary>
    internal bool LeavesExpired { get; private set; }

    /// <summary>Starts a run of commands: takes over time and settings.</summary>
    public void Begin(long now)
    {
        Now = now;
        IsFrozen = Shared.FrozenUntil > now;
        LeavesExpired = false;
        Hashes.Forget();
        Settings = Shared.Settings.Value;
        if (Settings.MaxMemory != 0)
            Evictor.Publish();
    }

    /// <summary>What runs next only reads: while the keyspace is frozen it leaves expired keys alone.</summary>
    public void BeginReading() => LeavesExpired = IsFrozen;

    /// <summary>What runs next may write.</summary>
    internal void BeginWriting() => LeavesExpired = false;

    /// <summary>Tells subscribers of an event, if they asked for its class.</summary>
    public void Notify(int database, KeyspaceEventClasses @class, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        KeyspaceEventClasses wanted = Settings.NotifyKeyspaceEvents;
        if ((wanted & @class) == 0)
            return;
        KeyspaceEventClasses channels = wanted & (KeyspaceEventClasses.Keyspace | KeyspaceEventClasses.Keyevent);
        if (channels != 0)
            Shared.Events?.Publish(database, channels, name, key);
    }

    /// <summary>
    /// Work between batches, some times a second: removes keys whose time has come, frees what waits to be freed, evicts while memory is
    /// over its limit, returns memory to the operating system. Bounded; with a dispatcher it goes on behind the batches that wait.
    /// </summary>
    /// <param name="now">Unix time in milliseconds.</param>
    public void DoBackgroundWork(long now)
    {
        Begin(now);
        Background.Tick();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ScanResults.Dispose();
        Arena.Dispose();
    }
}
