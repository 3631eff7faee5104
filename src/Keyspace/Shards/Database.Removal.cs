using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Shards;

/// <content>How keys go: by command, by time, by eviction, all at once; their values at once or little by little.</content>
public sealed unsafe partial class Database
{
    /// <summary>
    /// Removes a key and frees its value. Tells nobody: the command that removes says so with <see cref="Changed(ReadOnlySpan{byte})"/>.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="lazily">Whether a value of many elements is freed little by little (UNLINK).</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ReadOnlySpan<byte> key, bool lazily = false)
    {
        byte* removed = _keys.Remove(key, _shard.Hashes.Of(key));
        if (removed is null)
            return false;
        var entry = new Entry(removed);
        if (entry.HasExpiry)
            _expiring.RemoveElement(entry.Pointer, _shard.Hashes.Of(key));
        Release(entry, lazily);
        return true;
    }

    /// <summary>A command met a key whose time has come: removes it, unless a pause keeps it there.</summary>
    internal void Lapse(Entry entry)
    {
        if (!_shard.LeavesExpired)
            Expire(entry);
    }

    /// <summary>Removes a key whose time has come, and says so.</summary>
    public void Expire(Entry entry)
    {
        Unlink(entry);
        _shard.Statistics.Expired++;
        _shard.Dirty++;
        if (!_shard.Watches.IsEmpty)
            _shard.Watches.TouchExpired(Index, entry.Key);
        _shard.Notify(Index, KeyspaceEventClasses.Expired, "expired"u8, entry.Key);
        Release(entry, _shard.Settings.LazyFreeLazyExpire);
    }

    /// <summary>Removes a key because memory is full, and says so.</summary>
    internal void Evict(Entry entry)
    {
        Unlink(entry);
        _shard.Statistics.Evicted++;
        Changed(entry.Key, KeyspaceEventClasses.Evicted, "evicted"u8);
        Release(entry, _shard.Settings.LazyFreeLazyEviction);
    }

    /// <summary>Removes everything. WATCH learns of it; no events, as in Redis.</summary>
    /// <param name="lazily">
    /// Whether the values are freed little by little. If not, those that still wait to be freed are freed now as well, so that the
    /// arena holds nothing of this shard's past afterwards.
    /// </param>
    /// <returns>Number of keys removed.</returns>
    public long Clear(bool lazily = false)
    {
        long removed = Count;
        if (removed > 0)
        {
            _shard.Watches.TouchWhere(Index, IsChangedByClear);
            Discard(lazily);
            _keys = PointerTable<EntryLayout>.Create(Arena);
            _expiring = PointerTable<EntryLayout>.Create(Arena);
        }
        if (!lazily)
        {
            _shard.LazyFree.Finish();
            Arena.Trim();
        }
        return removed;
    }

    /// <summary>Frees a value that its entry has let go, or leaves it to be freed little by little.</summary>
    internal void FreeValue(Entry entry, bool lazily)
    {
        if (!lazily || !_shard.LazyFree.TryTake(entry))
            ValueTypes.Of(entry.Type).Free(Arena, entry);
    }

    private bool IsChangedByClear(WatchedKey watched)
    {
        if (_keys.Find(watched.Key, KeyHash.Of(watched.Key)) is null)
            return false;
        bool changes = !watched.WasExpired;
        watched.WasExpired = false;
        return changes;
    }

    private void Discard(bool lazily)
    {
        _expiring.Free();
        if (lazily)
        {
            _shard.LazyFree.Take(_keys);
            return;
        }
        foreach (nint element in _keys)
        {
            var entry = new Entry((byte*)element);
            ValueTypes.Of(entry.Type).Free(Arena, entry);
            Arena.Free(entry.Pointer);
        }
        _keys.Free();
    }

    /// <summary>Takes an entry out of the tables; it stays readable until it is released.</summary>
    private void Unlink(Entry entry)
    {
        ulong hash = KeyHash.Of(entry.Key);
        _keys.RemoveElement(entry.Pointer, hash);
        if (entry.HasExpiry)
            _expiring.RemoveElement(entry.Pointer, hash);
    }

    /// <summary>Frees an entry that the tables have let go.</summary>
    private void Release(Entry entry, bool lazily)
    {
        FreeValue(entry, lazily);
        Arena.Free(entry.Pointer);
    }
}
