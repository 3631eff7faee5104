using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// The block sizes of the arena: every 8 bytes up to 128, 8 steps per doubling up to 1 KiB, 16 per doubling up to 32 KiB, and
/// one extra class of 8 KiB plus 32 bytes for pages of 8 KiB that carry a small header.
/// </summary>
internal static unsafe class SizeClasses
{
    /// <summary>The largest request served from a class; above it a block has pages of its own.</summary>
    public const int MaxSmall = 32 * 1024;

    /// <summary>The class of an 8 KiB payload with a header of up to 32 bytes.</summary>
    public const int PageWithHeader = 8192 + 32;

    private const int FineLimit = 1024;
    private const int MaxRunPages = 16;
    private const double AcceptedWaste = 0.02;

    private static readonly int[] Sizes = BuildSizes();
    private static readonly int[] Pages = BuildPages();

    // Two lookup tables in one block outside the GC heap: one step of 8 bytes up to FineLimit, one of 32 bytes above.
    private static readonly byte* Fine = BuildLookup(8, FineLimit);
    private static readonly byte* Coarse = BuildLookup(32, MaxSmall);

    /// <summary>Number of classes.</summary>
    public static int Count => Sizes.Length;

    /// <summary>The smallest class that holds a request.</summary>
    /// <param name="size">Bytes, 0 to <see cref="MaxSmall"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(long size) =>
        size <= FineLimit ? Fine[(size + 7) >> 3] : Coarse[(size + 31) >> 5];

    /// <summary>Block size of a class in bytes.</summary>
    public static int SizeOf(int sizeClass) => Sizes[sizeClass];

    /// <summary>Length of a run of this class in arena pages, chosen so that less than 2 % is left over at its end.</summary>
    public static int RunPagesOf(int sizeClass) => Pages[sizeClass];

    private static int[] BuildSizes()
    {
        var sizes = new List<int>();
        for (int size = 8; size <= 128; size += 8)
        {
            sizes.Add(size);
        }

        for (int start = 128; start < MaxSmall; start *= 2)
        {
            int steps = start < FineLimit ? 8 : 16;
            for (int step = 1; step <= steps; step++)
            {
                sizes.Add(start + (start / steps * step));
            }
        }

        sizes.Add(PageWithHeader);
        sizes.Sort();
        return [.. sizes];
    }

    private static int[] BuildPages()
    {
        var pages = new int[Sizes.Length];
        for (int i = 0; i < pages.Length; i++)
        {
            int best = 1;
            for (int count = 1; count <= MaxRunPages && Waste(i, best) >= AcceptedWaste; count++)
            {
                best = Waste(i, count) < Waste(i, best) ? count : best;
            }

            pages[i] = best;
        }

        return pages;
    }

    private static double Waste(int sizeClass, int pages)
    {
        long length = (long)pages * Segment.PageSize;
        return (double)(length % Sizes[sizeClass]) / length;
    }

    private static byte* BuildLookup(int step, int limit)
    {
        byte* table = (byte*)NativeMemory.Alloc((nuint)((limit / step) + 1));
        int sizeClass = 0;
        for (int i = 0; i <= limit / step; i++)
        {
            while (Sizes[sizeClass] < i * step)
            {
                sizeClass++;
            }

            table[i] = (byte)sizeClass;
        }

        return table;
    }
}
