using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Shards;

/// <content>Strings: they live in the entry while they are short, so their entry moves when they grow.</content>
public sealed unsafe partial class Database
{
    /// <summary>Longest string that Redis reports as <c>embstr</c>.</summary>
    private const int MaxEmbStr = 44;

    /// <summary>Sets a string as a whole, whatever the key held; the encoding follows from the value as in Redis.</summary>
    /// <param name="key">The key, there or not.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="keepExpiry">Whether an expiry that the key has stays.</param>
    /// <returns>The entry, which may have moved.</returns>
    public Entry SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool keepExpiry = false)
    {
        if (IntegerText.TryParse(value, out long number))
            return SetInteger(key, number, keepExpiry);
        ValueEncoding encoding = value.Length <= MaxEmbStr ? ValueEncoding.EmbStr : ValueEncoding.Raw;
        Entry entry;
        if (value.Length <= Entry.MaxInline)
        {
            entry = Replace(key, encoding, value.Length, keepExpiry);
            value.CopyTo(entry.Inline);
            return entry;
        }
        byte* large = LargeString.Create(Arena, value.Length, value.Length);
        value.CopyTo(LargeString.Bytes(large));
        entry = Replace(key, encoding, -1, keepExpiry);
        entry.Word = (long)large;
        return entry;
    }

    /// <summary>Sets an integer, whatever the key held.</summary>
    public Entry SetInteger(ReadOnlySpan<byte> key, long number, bool keepExpiry)
    {
        Entry entry = Replace(key, ValueEncoding.Int, -1, keepExpiry);
        entry.Word = number;
        return entry;
    }

    /// <summary>
    /// Makes an existing string, or a new empty one, <paramref name="length"/> bytes long and writable; its encoding becomes
    /// <c>raw</c>. New bytes are zero. For APPEND, SETRANGE, SETBIT and the like; an expiry stays.
    /// </summary>
    /// <param name="entry">The key's string, or null for a key that is not there.</param>
    /// <param name="key">The key.</param>
    /// <param name="length">The new length; never less than the old one.</param>
    /// <param name="bytes">The bytes to write to; valid until the next call on this database.</param>
    public Entry GrowString(Entry entry, ReadOnlySpan<byte> key, long length, out Span<byte> bytes)
    {
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> old = entry.IsNull ? default : StringValue.Read(entry, scratch);
        int oldLength = old.Length;
        if (!entry.IsNull && !entry.IsInline && entry.Encoding != ValueEncoding.Int)
        {
            entry.Word = (long)LargeString.Resize(Arena, (byte*)entry.Word, length, greedy: true);
            bytes = LargeString.Bytes((byte*)entry.Word);
        }
        else if (length > Entry.MaxInline)
        {
            byte* large = LargeString.Create(Arena, length, oldLength > 0 ? length * 2 : length);
            old.CopyTo(LargeString.Bytes(large));
            entry = Replace(key, ValueEncoding.Raw, -1, keepExpiry: true);
            entry.Word = (long)large;
            bytes = LargeString.Bytes(large);
        }
        else
        {
            Span<byte> copy = stackalloc byte[Entry.MaxInline];
            old.CopyTo(copy);
            entry = Replace(key, ValueEncoding.Raw, (int)length, keepExpiry: true);
            bytes = entry.Inline;
            copy[..oldLength].CopyTo(bytes);
        }
        bytes[oldLength..].Clear();
        entry.Encoding = ValueEncoding.Raw;
        return entry;
    }

    /// <summary>
    /// Makes the key a string entry with room for the value, keeping the block where it fits exactly; the old value is freed.
    /// </summary>
    private Entry Replace(ReadOnlySpan<byte> key, ValueEncoding encoding, int inlineLength, bool keepExpiry)
    {
        ulong hash = KeyHash.Of(key);
        var old = new Entry(_keys.Find(key, hash));
        if (old.IsNull)
        {
            Entry added = Allocate(key, RedisType.String, encoding, inlineLength, expires: false);
            Link(added, key);
            return added;
        }
        if (!keepExpiry && old.HasExpiry)
            old = RemoveExpiry(old, hash);
        if (old.Type == RedisType.String && FitsInPlace(old, inlineLength))
        {
            ValueTypes.Of(RedisType.String).Free(Arena, old);
            old.Encoding = encoding;
            if (inlineLength >= 0)
                old.SetInlineLength(inlineLength);
            return old;
        }
        Entry moved = Allocate(key, RedisType.String, encoding, inlineLength, old.HasExpiry);
        moved.Access = old.Access;
        if (old.HasExpiry)
            moved.ExpiresAt = old.ExpiresAt;
        bool signal = old.Type != RedisType.String;
        ValueTypes.Of(old.Type).Free(Arena, old);
        Move(old, moved, hash);
        if (signal && !_shard.Blocked.IsEmpty)
            _shard.Blocked.Signal(this, key);
        return moved;
    }

    private static bool FitsInPlace(Entry old, int inlineLength)
    {
        if (old.IsInline != inlineLength >= 0)
            return false;
        long needed = Entry.SizeOf(old.Key.Length, inlineLength, old.HasExpiry);
        return Arena.RoundUp(needed) == Arena.UsableSize(old.Pointer);
    }

    /// <summary>Puts a block in the place of another one for the same key, in both tables, and frees the old block.</summary>
    private void Move(Entry old, Entry moved, ulong hash)
    {
        _keys.Replace(old.Pointer, moved.Pointer, hash);
        if (moved.HasExpiry)
            _expiring.Replace(old.Pointer, moved.Pointer, hash);
        Arena.Free(old.Pointer);
    }
}
