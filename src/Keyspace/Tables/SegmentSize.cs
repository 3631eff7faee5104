using System.Runtime.InteropServices;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// The sizes a segment can have, by code: from 8 slots to 1027, in steps of about an eighth (a quarter for the small ones), each
/// filling a block of the arena exactly.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SegmentSize
{
    /// <summary>Bytes before the slots: the number of elements, in a word of its own.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Slots that one comparison covers; no segment has fewer.</summary>
    public const int ProbeWidth = 8;

    /// <summary>Largest number of slots of any size.</summary>
    public const int MaxCapacity = (SizeClasses.PageWithHeader - HeaderBytes) / 8;

    private const int DenseCapacity = 24;
    private const int FineStepsFrom = 128;

    /// <summary>Number of slots.</summary>
    public ushort Capacity;

    /// <summary>Number of home positions; the slots behind the last home only take what is displaced. 1 means a plain sorted array.</summary>
    public ushort Homes;

    /// <summary>Elements at which the segment grows.</summary>
    public ushort MaxCount;

    /// <summary>Size of the block in bytes.</summary>
    public ushort Bytes;

    // Outside the GC heap, because it is indexed with every lookup.
    private static readonly SegmentSize* Sizes = Build(out Codes);
    private static readonly int Codes;

    /// <summary>The code of the largest ordinary size.</summary>
    public static int MaxCode => Codes - 1;

    /// <summary>
    /// The code of the last resort: the largest size as a plain sorted array. It takes elements whose hashes are so unevenly
    /// spread that they do not fit behind their homes, which a keyed hash hardly ever does, at the cost of a long search.
    /// </summary>
    public static int SortedCode => Codes;

    /// <summary>The size with a code.</summary>
    public static SegmentSize* At(int code) => Sizes + code;

    /// <summary>The smallest ordinary size in which so many elements still leave room for one more.</summary>
    public static int CodeFor(int count)
    {
        int code = 0;
        while (code < Codes - 1 && Sizes[code].MaxCount <= count)
        {
            code++;
        }

        return code;
    }

    private static SegmentSize* Build(out int codes)
    {
        var sizes = new List<SegmentSize> { Of(ProbeWidth) };
        while (sizes[^1].Capacity < MaxCapacity)
        {
            int capacity = sizes[^1].Capacity;
            int wanted = capacity + (capacity / (capacity < FineStepsFrom ? 4 : 8));
            sizes.Add(Of(Math.Min(wanted, MaxCapacity)));
        }

        codes = sizes.Count;
        sizes.Add(sizes[^1] with { Homes = 1 });
        SegmentSize* table = (SegmentSize*)NativeMemory.Alloc((nuint)(sizes.Count * sizeof(SegmentSize)));
        CollectionsMarshal.AsSpan(sizes).CopyTo(new Span<SegmentSize>(table, sizes.Count));
        return table;
    }

    private static SegmentSize Of(int slots)
    {
        int bytes = (int)Arena.RoundUp(HeaderBytes + (8L * slots));
        int capacity = (bytes - HeaderBytes) / 8;
        bool dense = capacity <= DenseCapacity;
        return new SegmentSize
        {
            Capacity = (ushort)capacity,
            Homes = (ushort)(dense ? 1 : capacity - Math.Min(16, capacity / 4)),
            MaxCount = (ushort)(dense ? capacity : capacity * 29 / 32),
            Bytes = (ushort)bytes,
        };
    }
}
