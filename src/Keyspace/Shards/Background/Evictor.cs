using System.Diagnostics;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Shards.Background;

/// <summary>
/// Evicts keys of one shard while the node is over <c>maxmemory</c>. The limit is the node's: a shard without candidates asks the others,
/// and a command is refused only when nobody has any.
/// </summary>
internal sealed unsafe class Evictor
{
    private const int EvictionsBetweenClockReadings = 16;
    private const long ElementsPerSlice = 4096;

    private static readonly Action<KeyspaceShard> s_relieve = shard => shard.Evictor.Relieve();

    private readonly KeyspaceShard _shard;
    private readonly EvictionPool _pool = new();
    private EvictionPolicy _poolPolicy;
    private int _nextDatabase;
    private bool _hasCandidates;
    private int _asked;

    public Evictor(KeyspaceShard shard)
    {
        _shard = shard;
    }

    /// <summary>Whether this shard has something to evict, as <see cref="Publish"/> noted it last; callable from any thread.</summary>
    public bool HasCandidates => Volatile.Read(ref _hasCandidates);

    private bool IsOver => _shard.Settings.MaxMemory != 0 && _shard.Shared.UsedBytes > _shard.Settings.MaxMemory;

    /// <summary>Makes room for a command; the node is over its limit.</summary>
    /// <returns>False when no shard has anything to evict.</returns>
    public bool MakeRoom()
    {
        // What runs during a pause came before it; it may go ahead.
        if (_shard.IsFrozen)
            return true;
        if (_shard.Settings.MaxMemoryPolicy == EvictionPolicy.NoEviction)
            return false;
        return EvictWhileOver() || AskOthers();
    }

    /// <summary>Goes on where a time limit ended an eviction, or begins after the limit was lowered.</summary>
    /// <returns>Whether the node is still over the limit and this shard has something to evict.</returns>
    public bool RunSlice()
    {
        if (_shard.IsFrozen || !IsOver || _shard.Settings.MaxMemoryPolicy == EvictionPolicy.NoEviction)
            return false;
        return EvictWhileOver() && IsOver;
    }

    /// <summary>Notes, for the other shards' threads, whether this shard has something to evict.</summary>
    public void Publish()
    {
        bool has = false;
        foreach (Database database in _shard.Databases)
        {
            has = CandidatesOf(database).Count > 0;
            if (has)
                break;
        }
        Volatile.Write(ref _hasCandidates, has && _shard.Settings.MaxMemoryPolicy != EvictionPolicy.NoEviction);
    }

    /// <summary>Evicts until the node is under its limit or the time is up; false when there is nothing to evict.</summary>
    private bool EvictWhileOver()
    {
        long limit = TimeLimit(_shard.Settings.MaxMemoryEvictionTenacity);
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; IsOver; i++)
        {
            if (!_shard.LazyFree.IsEmpty)
                _shard.LazyFree.RunSlice(ElementsPerSlice);
            else if (!TryEvictOne())
                return false;
            if (i % EvictionsBetweenClockReadings == 0 && Stopwatch.GetTimestamp() - start > limit)
            {
                _shard.Background.Request();
                return true;
            }
        }
        return true;
    }

    /// <summary>Asks shards that have candidates to evict; whether there is one.</summary>
    private bool AskOthers()
    {
        bool any = false;
        foreach (KeyspaceShard other in _shard.Shared.Shards)
        {
            if (other == _shard)
                continue;
            if (_shard.Shared.Dispatcher is { } dispatcher)
                any |= other.Evictor.Ask(dispatcher);
            else if (other.Evictor.EvictWhileOver())
                return true;
        }
        return any;
    }

    private bool Ask(IShardDispatcher dispatcher)
    {
        if (!Volatile.Read(ref _hasCandidates))
            return false;
        if (Interlocked.Exchange(ref _asked, 1) == 0)
            dispatcher.Post(_shard.Index, s_relieve);
        return true;
    }

    private void Relieve()
    {
        Volatile.Write(ref _asked, 0);
        _shard.Begin(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        RunSlice();
        Publish();
    }

    private bool TryEvictOne()
    {
        EvictionPolicy policy = _shard.Settings.MaxMemoryPolicy;
        if (policy.IsRandom())
            return TryEvictRandom();
        if (_poolPolicy != policy)
        {
            _pool.Clear();
            _poolPolicy = policy;
        }
        while (Sample(policy))
        {
            while (_pool.TryTake(out int index, out ReadOnlySpan<byte> key))
            {
                Database database = _shard.Databases[index];
                Entry entry = database.Peek(key);
                if (entry.IsNull || (!policy.CoversAllKeys() && !entry.HasExpiry))
                    continue;
                database.Evict(entry);
                return true;
            }
        }
        return false;
    }

    private bool TryEvictRandom()
    {
        for (int i = 0; i < _shard.Databases.Length; i++)
        {
            Database database = _shard.Databases[_nextDatabase];
            _nextDatabase = (_nextDatabase + 1) % _shard.Databases.Length;
            byte* chosen = CandidatesOf(database).RandomElement(ref _shard.Random);
            if (chosen is null)
                continue;
            database.Evict(new Entry(chosen));
            return true;
        }
        return false;
    }

    /// <summary>Offers some keys of every database to the pool; false when no database has a candidate.</summary>
    private bool Sample(EvictionPolicy policy)
    {
        bool any = false;
        foreach (Database database in _shard.Databases)
        {
            PointerTable<EntryLayout> candidates = CandidatesOf(database);
            if (candidates.Count == 0)
                continue;
            any = true;
            for (int i = 0; i < _shard.Settings.MaxMemorySamples; i++)
            {
                var entry = new Entry(candidates.RandomElement(ref _shard.Random));
                _pool.Offer(Score(entry, policy), database.Index, entry.Key);
            }
        }
        return any;
    }

    private ulong Score(Entry entry, EvictionPolicy policy)
    {
        if (policy == EvictionPolicy.VolatileTtl)
            return ulong.MaxValue - (ulong)entry.ExpiresAt;
        return policy.UsesFrequency()
            ? (ulong)(byte.MaxValue - AccessClock.Frequency(entry, _shard.Settings, _shard.Now))
            : (ulong)AccessClock.IdleSeconds(entry, _shard.Now);
    }

    private PointerTable<EntryLayout> CandidatesOf(Database database) =>
        _shard.Settings.MaxMemoryPolicy.CoversAllKeys() ? database.Keys : database.Expiring;

    /// <summary>
    /// Ticks that one call may take: up to a tenacity of 10 in steps of 50 microseconds, then 15 percent more per step; 100: no limit.
    /// </summary>
    private static long TimeLimit(int tenacity)
    {
        if (tenacity >= 100)
            return long.MaxValue;
        double micros = tenacity <= 10 ? 50.0 * tenacity : 500 * Math.Pow(1.15, tenacity - 10);
        return (long)(micros * Stopwatch.Frequency / 1_000_000);
    }
}
