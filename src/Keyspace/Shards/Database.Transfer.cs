using MtcpRedis.Keyspace.Entries;

namespace MtcpRedis.Keyspace.Shards;

/// <content>Values that come from another key: RENAME, MOVE and COPY, within a shard or from one to another.</content>
public sealed unsafe partial class Database
{
    /// <summary>Adds a key that is not there, with a copy of another key's value and its expiry.</summary>
    /// <param name="key">The new key.</param>
    /// <param name="source">The key to copy, of this database or any other.</param>
    public Entry AddCopy(ReadOnlySpan<byte> key, Entry source)
    {
        long word = source.IsInline ? 0 : ValueTypes.Of(source.Type).Copy(source, Arena);
        Entry copy = AddLike(key, source, word);
        copy.IsApart = true;
        return copy;
    }

    /// <summary>Moves another key's value to a key that is not there, with its expiry and its access time or frequency.</summary>
    /// <param name="key">The new key.</param>
    /// <param name="from">The database of the other key, of this shard or another one; both must be held.</param>
    /// <param name="source">The other key; gone afterwards.</param>
    public Entry AddMoved(ReadOnlySpan<byte> key, Database from, Entry source)
    {
        bool takesOver = from._shard == _shard;
        long word = source.IsInline ? 0 : takesOver ? source.Word : ValueTypes.Of(source.Type).Copy(source, Arena);
        Entry moved = AddLike(key, source, word);
        moved.Access = source.Access;
        moved.IsApart = source.IsApart;
        from.Unlink(source);
        if (!takesOver)
            ValueTypes.Of(source.Type).Free(from.Arena, source);
        from.Arena.Free(source.Pointer);
        return moved;
    }

    private Entry AddLike(ReadOnlySpan<byte> key, Entry source, long word)
    {
        int inlineLength = source.IsInline ? source.Inline.Length : -1;
        Entry entry = Allocate(key, source.Type, source.Encoding, inlineLength, source.HasExpiry);
        if (source.IsInline)
            source.Inline.CopyTo(entry.Inline);
        else
            entry.Word = word;
        Link(entry, key);
        if (source.HasExpiry)
        {
            entry.ExpiresAt = source.ExpiresAt;
            _expiring.Insert(entry.Pointer, _shard.Hashes.Of(key));
        }
        return entry;
    }
}
