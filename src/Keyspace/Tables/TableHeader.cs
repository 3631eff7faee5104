using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// The fixed part of a table, in the arena. The directory has 2^depth words; a word is found by the top bits of the hash, and a
/// segment of smaller local depth stands in several neighbouring words.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TableHeader
{
    /// <summary>Number of elements.</summary>
    public long Count;

    /// <summary>The words; of a directory of depth 0 the field <see cref="Single"/>.</summary>
    public ulong* Directory;

    /// <summary>The only word of a directory of depth 0.</summary>
    public ulong Single;

    /// <summary>Bytes of all blocks of the table, this one included.</summary>
    public long Bytes;

    /// <summary>Logarithm of the number of words.</summary>
    public int Depth;

    /// <summary>Segments whose local depth equals <see cref="Depth"/>; without any the directory can be halved.</summary>
    public int Deepest;

    /// <summary>The word index for a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong IndexOf(ulong hash) => (hash >> 1) >> (63 - Depth);

    /// <summary>The segment for a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SegmentRef SegmentOf(ulong hash) => new(Directory[IndexOf(hash)]);

    /// <summary>Enters a segment into all words that belong to it.</summary>
    /// <param name="hash">Any hash that belongs to the segment.</param>
    /// <param name="segment">The segment, with the final local depth.</param>
    public readonly void Assign(ulong hash, SegmentRef segment)
    {
        int bits = Depth - segment.LocalDepth;
        Debug.Assert(bits >= 0);
        ulong first = IndexOf(hash) >> bits << bits;
        new Span<ulong>(Directory + first, 1 << bits).Fill(segment.Word);
    }
}
