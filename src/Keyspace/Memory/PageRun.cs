using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Descriptor of a run of arena pages inside a <see cref="Segment"/>: either blocks of one size class, or a single larger block.
/// It lives in the segment's header, one cache line, so that the pages hold nothing but blocks.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal unsafe struct PageRun
{
    /// <summary>Bytes per descriptor.</summary>
    public const int Size = 64;

    /// <summary>Value of <see cref="Class"/> for a run that is one block.</summary>
    public const byte SingleBlock = byte.MaxValue;

    /// <summary>Freed blocks, linked through their first word.</summary>
    public byte* FreeList;

    /// <summary>The first block never handed out yet.</summary>
    public byte* Bump;

    /// <summary>End of the last whole block.</summary>
    public byte* Limit;

    /// <summary>Neighbours in the list of runs of the class that have room.</summary>
    public PageRun* Next;

    /// <inheritdoc cref="Next"/>
    public PageRun* Previous;

    /// <summary>Bytes per block.</summary>
    public int BlockSize;

    /// <summary>Blocks handed out.</summary>
    public int Live;

    /// <summary>Size class, or <see cref="SingleBlock"/>.</summary>
    public byte Class;

    /// <summary>Length in arena pages.</summary>
    public byte Pages;

    /// <summary>Index of the first page in the segment, which is also the index of this descriptor.</summary>
    public byte FirstPage;

    /// <summary>Whether the run is in the list of its class.</summary>
    public bool Listed;

    /// <summary>Whether a block can be taken.</summary>
    public readonly bool HasRoom => FreeList != null || Bump < Limit;

    /// <summary>The run that a block belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PageRun* Of(byte* block)
    {
        Segment* segment = Segment.Of(block);
        nuint page = ((nuint)block >> Segment.PageBits) & (Segment.PageCount - 1);
        return segment->RunAt(segment->PageMap[page]);
    }

    /// <summary>Address of the first block.</summary>
    public static byte* StartOf(PageRun* run) =>
        (byte*)((nuint)run & ~(nuint)(Segment.Length - 1)) + ((long)run->FirstPage << Segment.PageBits);
}
