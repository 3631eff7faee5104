using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Header of a 4 MiB piece of address space that is divided into 64 pages of 64 KiB. The first page holds this header only; its
/// place in that page differs from segment to segment, because headers at equal offsets would compete for the same cache sets.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Segment
{
    /// <summary>Bytes of a segment, and its alignment.</summary>
    public const int Length = 4 * 1024 * 1024;

    /// <summary>Logarithm of <see cref="PageSize"/>.</summary>
    public const int PageBits = 16;

    /// <summary>Bytes of an arena page.</summary>
    public const int PageSize = 1 << PageBits;

    /// <summary>Pages of a segment, the header page included.</summary>
    public const int PageCount = Length / PageSize;

    private const int LengthBits = 22;
    private const int Colours = 128;
    private const int ColourStride = 448;
    private const int RunsOffset = 128;

    /// <summary>For every page the index of the first page of its run.</summary>
    public fixed byte PageMap[PageCount];

    /// <summary>Bit set: pages that belong to a run, and the header page.</summary>
    public ulong UsedPages;

    /// <summary>Bit set: free pages that were touched and may still occupy memory.</summary>
    public ulong DirtyPages;

    /// <summary>Neighbours in the list of segments with the same <see cref="LongestRun"/>.</summary>
    public Segment* Next;

    /// <inheritdoc cref="Next"/>
    public Segment* Previous;

    /// <summary>Most free pages in a row, 0 to 63.</summary>
    public int LongestRun;

    /// <summary>Whether no page but the header is in use.</summary>
    public readonly bool IsEmpty => UsedPages == 1;

    /// <summary>The header of the segment that an address lies in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Segment* Of(byte* address)
    {
        nuint start = (nuint)address & ~(nuint)(Length - 1);
        return (Segment*)(start + (((start >> LengthBits) & (Colours - 1)) * ColourStride));
    }

    /// <summary>Writes the header into freshly mapped (zeroed) memory.</summary>
    public static Segment* Initialize(byte* start)
    {
        Segment* segment = Of(start);
        segment->UsedPages = 1;
        segment->LongestRun = PageCount - 1;
        return segment;
    }

    /// <summary>First byte of the segment.</summary>
    public static byte* StartOf(Segment* segment) => (byte*)((nuint)segment & ~(nuint)(Length - 1));

    /// <summary>The bits of a page range.</summary>
    public static ulong Mask(int first, int pages) => ((1UL << pages) - 1) << first;

    /// <summary>Descriptor of the run that starts at a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PageRun* RunAt(int page) => (PageRun*)((byte*)Unsafe.AsPointer(ref this) + RunsOffset) + page;

    /// <summary>The lowest page where so many free pages follow each other, or 64 when there is none.</summary>
    public readonly int FindFree(int pages)
    {
        ulong starts = ~UsedPages;
        for (int known = 1; known < pages;)
        {
            int step = Math.Min(known, pages - known);
            starts &= starts >> step;
            known += step;
        }

        return BitOperations.TrailingZeroCount(starts);
    }

    /// <summary>Counts anew the most free pages in a row.</summary>
    public readonly int MeasureLongestRun()
    {
        int longest = 0;
        for (ulong free = ~UsedPages; free != 0; free &= free >> 1)
        {
            longest++;
        }

        return longest;
    }

    /// <summary>Enters a run into the page map.</summary>
    public void Claim(PageRun* run)
    {
        UsedPages |= Mask(run->FirstPage, run->Pages);
        for (int page = run->FirstPage; page < run->FirstPage + run->Pages; page++)
        {
            PageMap[page] = run->FirstPage;
        }
    }
}
