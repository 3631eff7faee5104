using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>
/// A key with its value and metadata: one block in the shard's arena. This is a view; the block's owner is the database.
/// </summary>
/// <remarks>
/// Layout: <c>[type|encoding 1][flags 1][access 3][unused 1][key length 2]</c>, then in this order, each only if flagged:
/// expiry (8), value word (8) or inline length (2), long key length (4); then the key's bytes and the inline value's bytes.
/// A block moves when its expiry is added or removed or its inline value changes size; keep no view across such a call.
/// </remarks>
public readonly unsafe struct Entry
{
    /// <summary>Longest string kept inside the entry, in bytes; longer ones have a block of their own.</summary>
    public const int MaxInline = 1024;

    private const byte HasExpiryFlag = 1;
    private const byte InlineFlag = 2;
    private const byte LongKeyFlag = 4;
    private const byte ApartFlag = 8;
    private const int HeaderSize = 8;

    /// <summary>Makes a view of the block at <paramref name="pointer"/>; null is "no such key".</summary>
    public Entry(byte* pointer)
    {
        Pointer = pointer;
    }

    /// <summary>The block.</summary>
    public readonly byte* Pointer;

    /// <summary>Whether there is no entry.</summary>
    public bool IsNull => Pointer is null;

    /// <summary>What the key holds.</summary>
    public RedisType Type => (RedisType)(*Pointer & 0x0F);

    /// <summary>How the value is stored.</summary>
    public ValueEncoding Encoding
    {
        get => (ValueEncoding)(*Pointer >> 4);
        set => *Pointer = (byte)(*Pointer & 0x0F | (int)value << 4);
    }

    /// <summary>Whether the key expires.</summary>
    public bool HasExpiry => (Pointer[1] & HasExpiryFlag) != 0;

    /// <summary>Whether the value's bytes are inside the entry (a short string).</summary>
    public bool IsInline => (Pointer[1] & InlineFlag) != 0;

    /// <summary>
    /// Whether a small integer counts as a value of this key alone. No value is shared here; the mark only remembers what
    /// <c>OBJECT REFCOUNT</c> is to say.
    /// </summary>
    internal bool IsApart
    {
        get => (Pointer[1] & ApartFlag) != 0;
        set
        {
            if (IsApart != value)
                Pointer[1] ^= ApartFlag;
        }
    }

    /// <summary>24 bits of access time or access frequency, as <c>maxmemory-policy</c> asks.</summary>
    public int Access
    {
        get => Pointer[2] | Pointer[3] << 8 | Pointer[4] << 16;
        set
        {
            Pointer[2] = (byte)value;
            Pointer[3] = (byte)(value >> 8);
            Pointer[4] = (byte)(value >> 16);
        }
    }

    /// <summary>Unix time in milliseconds at which the key expires; only with <see cref="HasExpiry"/>.</summary>
    public long ExpiresAt
    {
        get
        {
            Debug.Assert(HasExpiry);
            return *(long*)(Pointer + HeaderSize);
        }
        set
        {
            Debug.Assert(HasExpiry);
            *(long*)(Pointer + HeaderSize) = value;
        }
    }

    /// <summary>The value's word: the integer of an int string, the pointer to any other value that is not inline.</summary>
    public long Word
    {
        get
        {
            Debug.Assert(!IsInline);
            return *(long*)(Pointer + ValueOffset);
        }
        set
        {
            Debug.Assert(!IsInline);
            *(long*)(Pointer + ValueOffset) = value;
        }
    }

    /// <summary>The key's bytes.</summary>
    public ReadOnlySpan<byte> Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            byte* key = Pointer + KeyOffset;
            return (Pointer[1] & LongKeyFlag) == 0
                ? new ReadOnlySpan<byte>(key, *(ushort*)(Pointer + 6))
                : new ReadOnlySpan<byte>(key, *(int*)(key - 4));
        }
    }

    /// <summary>The bytes of an inline string; they may be changed in place.</summary>
    public Span<byte> Inline
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert(IsInline);
            return new Span<byte>(Pointer + KeyOffset + Key.Length, *(ushort*)(Pointer + ValueOffset));
        }
    }

    private int KeyOffset => ValueOffset + (IsInline ? 2 : 8) + ((Pointer[1] & LongKeyFlag) == 0 ? 0 : 4);

    private int ValueOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasExpiry ? HeaderSize + 8 : HeaderSize;
    }

    /// <summary>Bytes that an entry needs.</summary>
    /// <param name="keyLength">Length of the key in bytes.</param>
    /// <param name="inlineLength">Length of the inline value, or -1 for a value word.</param>
    /// <param name="expires">Whether there is room for an expiry.</param>
    internal static long SizeOf(int keyLength, int inlineLength, bool expires) =>
        HeaderSize + (expires ? 8 : 0) + (inlineLength >= 0 ? 2 + inlineLength : 8) + (keyLength > ushort.MaxValue ? 4 : 0) + keyLength;

    /// <summary>Shrinks or grows the inline value inside the block it has; the caller has checked that it fits.</summary>
    internal void SetInlineLength(int length)
    {
        Debug.Assert(IsInline && length <= MaxInline);
        *(ushort*)(Pointer + ValueOffset) = (ushort)length;
    }

    /// <summary>Bytes that this entry needs; its block may be larger.</summary>
    internal long Size => SizeOf(Key.Length, IsInline ? Inline.Length : -1, HasExpiry);

    /// <summary>Writes header and key into a fresh block; the inline value's bytes are left to the caller.</summary>
    internal static Entry Format(
        byte* block, ReadOnlySpan<byte> key, RedisType type, ValueEncoding encoding, int inlineLength, bool expires)
    {
        Debug.Assert(inlineLength <= MaxInline);
        bool longKey = key.Length > ushort.MaxValue;
        block[0] = (byte)((int)type | (int)encoding << 4);
        block[1] = (byte)((expires ? HasExpiryFlag : 0) | (inlineLength >= 0 ? InlineFlag : 0) | (longKey ? LongKeyFlag : 0));
        block[2] = block[3] = block[4] = block[5] = 0;
        *(ushort*)(block + 6) = longKey ? (ushort)0 : (ushort)key.Length;
        byte* p = block + HeaderSize + (expires ? 8 : 0);
        if (inlineLength >= 0)
        {
            *(ushort*)p = (ushort)inlineLength;
            p += 2;
        }
        else
        {
            *(long*)p = 0;
            p += 8;
        }
        if (longKey)
        {
            *(int*)p = key.Length;
            p += 4;
        }
        key.CopyTo(new Span<byte>(p, key.Length));
        return new Entry(block);
    }
}
