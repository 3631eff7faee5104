using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Shards;

/// <content>Strings changed in part: they become <c>raw</c> and keep what they hold.</content>
public sealed unsafe partial class Database
{
    /// <summary>
    /// Makes an existing string, or a new empty one, <paramref name="length"/> bytes long and writable; its encoding becomes
    /// <c>raw</c>. It keeps what it holds, new bytes are zero. For APPEND, SETRANGE, SETBIT and the like; an expiry stays.
    /// </summary>
    /// <param name="entry">The key's string, or null for a key that is not there.</param>
    /// <param name="key">The key; not the bytes inside its own entry.</param>
    /// <param name="length">The new length, longer or shorter, up to <see cref="StringValue.MaxLength"/>.</param>
    /// <param name="bytes">The bytes to write to; valid until the next call on this database.</param>
    /// <returns>The entry, which may have moved.</returns>
    public Entry GrowString(Entry entry, ReadOnlySpan<byte> key, long length, out Span<byte> bytes)
    {
        System.Diagnostics.Debug.Assert(length <= StringValue.MaxLength);
        if (entry.IsNull)
            return AddZeros(key, length, out bytes);
        if (entry.Encoding != ValueEncoding.Int)
        {
            if (!entry.IsInline)
                return ResizeLarge(entry, length, out bytes);
            if (TryResizeInline(entry, length, out bytes))
                return entry;
        }
        Span<byte> copy = stackalloc byte[Entry.MaxInline];
        Span<byte> digits = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> old = StringValue.Read(entry, digits);
        old = old[..(int)Math.Min(old.Length, length)];
        old.CopyTo(copy);
        long expiresAt = entry.HasExpiry ? entry.ExpiresAt : 0;
        byte* large = length <= Entry.MaxInline ? null : LargeString.Create(Arena, length, length + Spare(length));
        entry = Rebuild(entry, key, _shard.Hashes.Of(key), ValueEncoding.Raw, large is null ? (int)length : -1, expiresAt);
        bytes = Attach(entry, large);
        copy[..old.Length].CopyTo(bytes);
        bytes[old.Length..].Clear();
        return entry;
    }

    /// <summary>Room that a string which grew is given beyond its length, since it will probably grow again.</summary>
    internal static long Spare(long length) => Math.Min(length, LargeString.MaxSpare);

    private Entry AddZeros(ReadOnlySpan<byte> key, long length, out Span<byte> bytes)
    {
        byte* large = length <= Entry.MaxInline ? null : LargeString.Create(Arena, length, length);
        Entry entry = PlaceNew(key, _shard.Hashes.Of(key), ValueEncoding.Raw, large is null ? (int)length : -1, expiresAt: 0);
        bytes = Attach(entry, large);
        bytes.Clear();
        return entry;
    }

    /// <summary>Gives a fresh entry its value, which is inside it if there is no block; its bytes are left to the caller.</summary>
    private static Span<byte> Attach(Entry entry, byte* large)
    {
        if (large is null)
            return entry.Inline;
        entry.Word = (long)large;
        return LargeString.Bytes(large);
    }

    private Entry ResizeLarge(Entry entry, long length, out Span<byte> bytes)
    {
        byte* large = (byte*)entry.Word;
        int old = (int)LargeString.Length(large);
        large = LargeString.Resize(Arena, large, length, greedy: true);
        entry.Word = (long)large;
        entry.Encoding = ValueEncoding.Raw;
        bytes = LargeString.Bytes(large);
        if (length > old)
            bytes[old..].Clear();
        return entry;
    }

    private static bool TryResizeInline(Entry entry, long length, out Span<byte> bytes)
    {
        bytes = default;
        int old = entry.Inline.Length;
        long size = entry.Size;
        if (length > Entry.MaxInline || Arena.RoundUp(size) != Arena.RoundUp(size + length - old))
            return false;
        entry.SetInlineLength((int)length);
        entry.Encoding = ValueEncoding.Raw;
        bytes = entry.Inline;
        if (length > old)
            bytes[old..].Clear();
        return true;
    }
}
