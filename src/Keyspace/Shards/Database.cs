using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>
/// One logical database's part of a shard: the only owner of its entries. Every change to a key goes through here, and
/// <see cref="Changed(ReadOnlySpan{byte})"/> is the one gate where WATCH, notifications and waiting clients learn of it.
/// </summary>
public sealed unsafe partial class Database
{
    private readonly KeyspaceShard _shard;
    private PointerTable<EntryLayout> _keys;
    private PointerTable<EntryLayout> _expiring;

    internal Database(KeyspaceShard shard, int index)
    {
        _shard = shard;
        Index = index;
        _keys = PointerTable<EntryLayout>.Create(shard.Arena);
        _expiring = PointerTable<EntryLayout>.Create(shard.Arena);
    }

    /// <summary>The index that SELECT takes.</summary>
    public int Index { get; private set; }

    /// <summary>The shard it is part of.</summary>
    public KeyspaceShard Shard => _shard;

    /// <summary>Memory of its entries and values.</summary>
    public Arena Arena => _shard.Arena;

    /// <summary>Number of keys.</summary>
    public long Count => _keys.Count;

    /// <summary>Number of keys that expire.</summary>
    public long ExpiringCount => _expiring.Count;

    /// <summary>All keys, for SCAN, KEYS, RANDOMKEY and statistics; change nothing through it.</summary>
    public PointerTable<EntryLayout> Keys => _keys;

    /// <summary>The keys that expire, for the expiry cycle and volatile eviction.</summary>
    public PointerTable<EntryLayout> Expiring => _expiring;

    /// <summary>Where the expiry cycle goes on in <see cref="Expiring"/>.</summary>
    internal ulong ExpiryCursor { get; set; }

    /// <summary>Finds a key without a trace: no access time, no statistics. A key whose time has come is not found, and removed.</summary>
    public Entry Find(ReadOnlySpan<byte> key)
    {
        var entry = new Entry(_keys.Find(key, _shard.Hashes.Of(key)));
        if (entry.IsNull || !entry.HasExpiry || entry.ExpiresAt > _shard.Now)
            return entry;
        Lapse(entry);
        return default;
    }

    /// <summary>Finds a key even if its time has come, and leaves it there.</summary>
    public Entry Peek(ReadOnlySpan<byte> key) => new(_keys.Find(key, _shard.Hashes.Of(key)));

    /// <summary>Finds a key for a command that reads it: notes the access, counts hit or miss.</summary>
    public Entry FindForRead(ReadOnlySpan<byte> key)
    {
        Entry entry = Find(key);
        if (entry.IsNull)
        {
            _shard.Statistics.Misses++;
            _shard.Notify(Index, KeyspaceEventClasses.KeyMiss, "keymiss"u8, key);
            return entry;
        }
        _shard.Statistics.Hits++;
        Touch(entry);
        return entry;
    }

    /// <summary>Finds a key for a command that tells about it (TTL, TYPE, EXISTS): counts hit or miss, notes no access.</summary>
    /// <param name="key">The key.</param>
    /// <param name="notifies">Whether a miss is told to subscribers.</param>
    public Entry FindForQuery(ReadOnlySpan<byte> key, bool notifies = true)
    {
        Entry entry = Find(key);
        if (entry.IsNull)
        {
            _shard.Statistics.Misses++;
            if (notifies)
                _shard.Notify(Index, KeyspaceEventClasses.KeyMiss, "keymiss"u8, key);
            return entry;
        }
        _shard.Statistics.Hits++;
        return entry;
    }

    /// <summary>Finds a key for a command that changes it: notes the access.</summary>
    public Entry FindForWrite(ReadOnlySpan<byte> key)
    {
        Entry entry = Find(key);
        if (!entry.IsNull)
            Touch(entry);
        return entry;
    }

    /// <summary>Notes an access.</summary>
    public void Touch(Entry entry)
    {
        if (_shard.NotesAccess)
            AccessClock.Touch(entry, _shard.Settings, _shard.Now, ref _shard.Random);
    }

    /// <summary>Adds a key that is not there, with a value word. Strings: use <c>SetString</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="encoding">How it is stored.</param>
    /// <param name="word">The value's word; the database owns what it points to from now on.</param>
    public Entry Add(ReadOnlySpan<byte> key, RedisType type, ValueEncoding encoding, long word)
    {
        Entry entry = Allocate(key, type, encoding, -1, expires: false);
        entry.Word = word;
        Link(entry, key);
        return entry;
    }

    /// <summary>Removes a key but keeps its value, which the caller owns from now on; its expiry is lost.</summary>
    /// <returns>The value's type, encoding and word; only for values that are not inline.</returns>
    public (RedisType Type, ValueEncoding Encoding, long Word) Detach(ReadOnlySpan<byte> key)
    {
        ulong hash = _shard.Hashes.Of(key);
        var entry = new Entry(_keys.Remove(key, hash));
        System.Diagnostics.Debug.Assert(!entry.IsNull && !entry.IsInline);
        if (entry.HasExpiry)
            _expiring.RemoveElement(entry.Pointer, hash);
        (RedisType, ValueEncoding, long) value = (entry.Type, entry.Encoding, entry.Word);
        Arena.Free(entry.Pointer);
        return value;
    }

    /// <summary>The gate: a key changed. Touches WATCH, counts the change, tells subscribers.</summary>
    public void Changed(ReadOnlySpan<byte> key, KeyspaceEventClasses @class, ReadOnlySpan<byte> eventName)
    {
        Changed(key);
        _shard.Notify(Index, @class, eventName, key);
    }

    /// <summary>The gate, for changes whose events differ from their count (one command, several events).</summary>
    public void Changed(ReadOnlySpan<byte> key)
    {
        _shard.Dirty++;
        if (!_shard.Watches.IsEmpty)
            _shard.Watches.Touch(Index, key);
    }

    /// <summary>Exchanges the contents of two databases of one shard (SWAPDB).</summary>
    public void Swap(Database other)
    {
        System.Diagnostics.Debug.Assert(other._shard == _shard);
        TouchSwapped(this, other);
        TouchSwapped(other, this);
        (_keys, other._keys) = (other._keys, _keys);
        (_expiring, other._expiring) = (other._expiring, _expiring);
        _shard.Blocked.SignalAll(this);
        _shard.Blocked.SignalAll(other);
    }

    private static void TouchSwapped(Database watched, Database other) =>
        watched._shard.Watches.TouchWhere(watched.Index, key => watched.IsChangedBySwap(key, other));

    /// <summary>Whether a key that is watched here changes when the other database takes this one's place. Expired keys count as none.</summary>
    private bool IsChangedBySwap(WatchedKey watched, Database other)
    {
        ulong hash = KeyHash.Of(watched.Key);
        bool wasThere = _keys.Find(watched.Key, hash) is not null && !watched.WasExpired;
        var next = new Entry(other._keys.Find(watched.Key, hash));
        bool isExpired = !next.IsNull && next.HasExpiry && next.ExpiresAt <= _shard.Now;
        bool isThere = !next.IsNull && !isExpired;
        if (!wasThere)
            watched.WasExpired = isExpired;
        return wasThere || isThere;
    }

    private Entry Allocate(ReadOnlySpan<byte> key, RedisType type, ValueEncoding encoding, int inlineLength, bool expires)
    {
        byte* block = Arena.Allocate(Entry.SizeOf(key.Length, inlineLength, expires));
        Entry entry = Entry.Format(block, key, type, encoding, inlineLength, expires);
        entry.Access = AccessClock.Initial(_shard.Settings, _shard.Now);
        return entry;
    }

    private void Link(Entry entry, ReadOnlySpan<byte> key, bool isNew = true)
    {
        _keys.Insert(entry.Pointer, _shard.Hashes.Of(key));
        if (!_shard.Blocked.IsEmpty)
            _shard.Blocked.Signal(this, key);
        if (isNew)
            _shard.Notify(Index, KeyspaceEventClasses.New, "new"u8, key);
    }
}
