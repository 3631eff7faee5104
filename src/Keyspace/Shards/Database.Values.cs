using MtcpRedis.Keyspace.Entries;

namespace MtcpRedis.Keyspace.Shards;

/// <content>Values that are made apart from their key.</content>
public sealed unsafe partial class Database
{
    /// <summary>
    /// Gives a key a value, whatever it held. A key that existed keeps its access data and loses its expiry; it does not count as new,
    /// so nobody is told of it as of a new one.
    /// </summary>
    /// <param name="key">The key; not inside an entry of this database.</param>
    /// <param name="type">What it holds from now on; no string.</param>
    /// <param name="encoding">How it is stored.</param>
    /// <param name="word">The value's word; the database owns what it points to from now on.</param>
    public Entry Overwrite(ReadOnlySpan<byte> key, RedisType type, ValueEncoding encoding, long word)
    {
        ulong hash = _shard.Hashes.Of(key);
        var old = new Entry(_keys.Find(key, hash));
        if (old.IsNull)
            return Add(key, type, encoding, word);
        Entry entry = Allocate(key, type, encoding, -1, expires: false);
        entry.Word = word;
        entry.Access = old.Access;
        _keys.Replace(old.Pointer, entry.Pointer, hash);
        if (old.HasExpiry)
            _expiring.RemoveElement(old.Pointer, hash);
        Release(old, _shard.Settings.LazyFreeLazyServerDel);
        return entry;
    }
}
