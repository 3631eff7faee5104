using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// A slot of a table: 45 bits of pointer (elements are aligned to 8 bytes, addresses have 48 bits) below a 19-bit tag. The tag is
/// a piece of the hash, so slots compare like the hashes of their elements, and an empty slot compares above all of them.
/// </summary>
internal static unsafe class Slot
{
    /// <summary>Bits of a tag.</summary>
    public const int TagBits = 19;

    /// <summary>Position of the tag in the slot, and bits of the hash that a tag leaves out below it.</summary>
    public const int TagShift = 64 - TagBits;

    /// <summary>The largest tag: one below all ones, so that an empty slot is above every tag.</summary>
    public const uint MaxTag = (1u << TagBits) - 2;

    /// <summary>A slot without element.</summary>
    public const ulong Empty = ulong.MaxValue;

    /// <summary>Packs a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Make(byte* element, uint tag) => ((ulong)tag << TagShift) | ((ulong)element >> 3);

    /// <summary>The element of a slot that is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Element(ulong slot) => (byte*)(slot << TagBits >> (TagBits - 3));

    /// <summary>The tag of a slot; of an empty one a number above <see cref="MaxTag"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Tag(ulong slot) => (uint)(slot >> TagShift);

    /// <summary>The tag of a hash in a segment whose tags begin at bit <paramref name="tagBase"/>, counted from the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TagOf(ulong hash, int tagBase)
    {
        uint tag = (uint)((hash << tagBase) >> TagShift);
        return tag > MaxTag ? MaxTag : tag;
    }
}
