using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Shards;

/// <content>Strings set as a whole: in the block that is there where the size class fits.</content>
public sealed unsafe partial class Database
{
    /// <summary>Longest string that Redis reports as <c>embstr</c>.</summary>
    private const int MaxEmbStr = 44;

    /// <summary>Sets a string as a whole, whatever the key held; the encoding follows from the value as with SET.</summary>
    /// <param name="key">The key, there or not; not the bytes inside its own entry.</param>
    /// <param name="value">The bytes; not those of the value that is replaced.</param>
    /// <param name="keepExpiry">Whether an expiry that the key has stays.</param>
    /// <returns>The entry, which may have moved.</returns>
    public Entry SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool keepExpiry = false) =>
        SetString(key, value, keepExpiry ? ExpiryChange.Keep : ExpiryChange.Remove);

    /// <summary>Sets a string as a whole, whatever the key held; the encoding follows from the value as with SET.</summary>
    /// <param name="key">The key, there or not; not the bytes inside its own entry.</param>
    /// <param name="value">The bytes; not those of the value that is replaced.</param>
    /// <param name="expiry">What becomes of the expiry.</param>
    /// <returns>The entry, which may have moved.</returns>
    public Entry SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ExpiryChange expiry) =>
        IntegerText.TryParse(value, out long number) ? SetInteger(key, number, expiry) : SetText(key, value, expiry);

    /// <summary>
    /// Sets a string as a whole without a look whether it is an integer: <c>embstr</c> or <c>raw</c> by its length. For INCRBYFLOAT.
    /// </summary>
    /// <inheritdoc cref="SetString(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ExpiryChange)"/>
    public Entry SetText(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ExpiryChange expiry)
    {
        ValueEncoding encoding = value.Length <= MaxEmbStr ? ValueEncoding.EmbStr : ValueEncoding.Raw;
        if (value.Length <= Entry.MaxInline)
        {
            Entry entry = Place(key, encoding, value.Length, expiry);
            value.CopyTo(entry.Inline);
            return entry;
        }
        byte* large = LargeString.Create(Arena, value.Length, value.Length);
        value.CopyTo(LargeString.Bytes(large));
        return PlaceLarge(key, large, expiry);
    }

    /// <summary>Sets an integer, whatever the key held.</summary>
    public Entry SetInteger(ReadOnlySpan<byte> key, long number, bool keepExpiry) =>
        SetInteger(key, number, keepExpiry ? ExpiryChange.Keep : ExpiryChange.Remove);

    /// <summary>Sets an integer, whatever the key held.</summary>
    public Entry SetInteger(ReadOnlySpan<byte> key, long number, ExpiryChange expiry)
    {
        Entry entry = Place(key, ValueEncoding.Int, -1, expiry);
        ChangeInteger(entry, number);
        return entry;
    }

    /// <summary>Gives a string that is an integer another one.</summary>
    internal void ChangeInteger(Entry entry, long number)
    {
        entry.Word = number;
        entry.IsApart = _shard.Settings.KeepsIntegersApart;
    }

    /// <summary>
    /// Starts a string that is worked out in place and set as <c>raw</c> by <see cref="SetDraft"/>, so that what the key held can be
    /// read until then.
    /// </summary>
    /// <param name="length">Its length in bytes, up to <see cref="StringValue.MaxLength"/>.</param>
    /// <param name="bytes">Where its bytes go; contents undefined.</param>
    internal byte* BeginDraft(long length, out Span<byte> bytes)
    {
        byte* draft = LargeString.Create(Arena, length, length);
        bytes = LargeString.Bytes(draft);
        return draft;
    }

    /// <summary>Sets a draft as the key's value, whatever the key held; its expiry is lost.</summary>
    internal Entry SetDraft(ReadOnlySpan<byte> key, byte* draft)
    {
        Span<byte> bytes = LargeString.Bytes(draft);
        if (bytes.Length > Entry.MaxInline)
            return PlaceLarge(key, draft, ExpiryChange.Remove);
        Entry entry = Place(key, ValueEncoding.Raw, bytes.Length, ExpiryChange.Remove);
        bytes.CopyTo(entry.Inline);
        Arena.Free(draft);
        return entry;
    }

    private Entry PlaceLarge(ReadOnlySpan<byte> key, byte* large, ExpiryChange expiry)
    {
        Entry entry = Place(key, ValueEncoding.Raw, -1, expiry);
        entry.Word = (long)large;
        return entry;
    }

    /// <summary>
    /// Makes the key a string entry with room for a value, in the block it has where that is of the right class. The old value is
    /// freed, the new one's bytes or word are left to the caller.
    /// </summary>
    private Entry Place(ReadOnlySpan<byte> key, ValueEncoding encoding, int inlineLength, ExpiryChange expiry)
    {
        ulong hash = _shard.Hashes.Of(key);
        var old = new Entry(_keys.Find(key, hash));
        if (!old.IsNull && old.HasExpiry && old.ExpiresAt <= _shard.Now)
        {
            Expire(old);
            old = default;
        }
        if (old.IsNull)
            return PlaceNew(key, hash, encoding, inlineLength, expiry.Resolve(0));
        Touch(old);
        long expiresAt = expiry.Resolve(old.HasExpiry ? old.ExpiresAt : 0);
        if (old.Type == RedisType.String && KeepsShape(old, inlineLength, expiresAt))
        {
            ValueTypes.Of(RedisType.String).Free(Arena, old);
            Reuse(old, encoding, inlineLength, expiresAt);
            return old;
        }
        if (old.Type != RedisType.String && !_shard.Blocked.IsEmpty)
            _shard.Blocked.Signal(this, key);
        return Rebuild(old, key, hash, encoding, inlineLength, expiresAt);
    }

    private Entry PlaceNew(ReadOnlySpan<byte> key, ulong hash, ValueEncoding encoding, int inlineLength, long expiresAt)
    {
        Entry added = Allocate(key, RedisType.String, encoding, inlineLength, expires: expiresAt != 0);
        Link(added, key);
        if (expiresAt != 0)
        {
            added.ExpiresAt = expiresAt;
            _expiring.Insert(added.Pointer, hash);
        }
        return added;
    }

    /// <summary>Whether neither the places of the block's parts nor its size class change.</summary>
    private static bool KeepsShape(Entry old, int inlineLength, long expiresAt)
    {
        if (old.IsInline != inlineLength >= 0 || old.HasExpiry != (expiresAt != 0))
            return false;
        if (inlineLength < 0 || old.Inline.Length == inlineLength)
            return true;
        // A block is always of the class of its contents' size, so the block itself need not be asked.
        long size = old.Size;
        return Arena.RoundUp(size) == Arena.RoundUp(size + inlineLength - old.Inline.Length);
    }

    private static void Reuse(Entry entry, ValueEncoding encoding, int inlineLength, long expiresAt)
    {
        if (inlineLength >= 0)
            entry.SetInlineLength(inlineLength);
        entry.Encoding = encoding;
        if (expiresAt != 0)
            entry.ExpiresAt = expiresAt;
    }

    /// <summary>
    /// Moves a key to a new block and frees the old one with its value: what is still wanted of it must have been saved. Memory is
    /// taken first, so that a key stays as it was if there is none.
    /// </summary>
    private Entry Rebuild(
        Entry old, ReadOnlySpan<byte> key, ulong hash, ValueEncoding encoding, int inlineLength, long expiresAt)
    {
        Entry moved = Allocate(key, RedisType.String, encoding, inlineLength, expires: expiresAt != 0);
        moved.Access = old.Access;
        if (expiresAt != 0)
            moved.ExpiresAt = expiresAt;
        _keys.Replace(old.Pointer, moved.Pointer, hash);
        if (old.HasExpiry && expiresAt != 0)
            _expiring.Replace(old.Pointer, moved.Pointer, hash);
        else if (old.HasExpiry)
            _expiring.RemoveElement(old.Pointer, hash);
        else if (expiresAt != 0)
            _expiring.Insert(moved.Pointer, hash);
        ValueTypes.Of(old.Type).Free(Arena, old);
        Arena.Free(old.Pointer);
        return moved;
    }
}
