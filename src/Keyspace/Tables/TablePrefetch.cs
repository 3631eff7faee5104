using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>Starts loading what a lookup in a <see cref="PointerTable{TLayout}"/> of any layout will touch.</summary>
internal static unsafe class TablePrefetch
{
    /// <summary>Starts loading the slots that a lookup will read. Worth calling for all keys of a batch before the first lookup.</summary>
    /// <param name="table">The table's header.</param>
    /// <param name="hash">The key's hash.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Slots(byte* table, ulong hash)
    {
        SegmentRef segment = ((TableHeader*)table)->SegmentOf(hash);
        if (Sse.IsSupported && !segment.IsNull)
        {
            // A lookup compares 8 slots at a time, which usually lie on two lines.
            ulong* home = segment.Slots + segment.HomeOf(segment.TagOf(hash));
            Sse.Prefetch0(home);
            Sse.Prefetch0(home + SegmentSize.ProbeWidth);
        }
    }

    /// <summary>
    /// Starts loading the element that a lookup will probably find; best called some time after <see cref="Slots"/>.
    /// </summary>
    /// <param name="table">The table's header.</param>
    /// <param name="hash">The key's hash.</param>
    /// <returns>An element of the table that is likely the one with the key, or null.</returns>
    public static byte* Element(byte* table, ulong hash)
    {
        SegmentRef segment = ((TableHeader*)table)->SegmentOf(hash);
        if (!Sse.IsSupported || segment.IsNull)
        {
            return null;
        }

        uint tag = segment.TagOf(hash);
        int last = segment.Size->Capacity - SegmentSize.ProbeWidth;
        for (int at = Math.Min(segment.HomeOf(tag), last); ; at = Math.Min(at + SegmentSize.ProbeWidth, last))
        {
            uint equal = segment.Probe(at, tag, out uint larger);
            if (equal != 0)
            {
                byte* element = Slot.Element(segment.Slots[at + BitOperations.TrailingZeroCount(equal)]);
                Head(element);
                return element;
            }

            if (larger != 0 || at == last)
            {
                return null;
            }
        }
    }

    /// <summary>Loads as much of a block as most of them have: one line, or two where it lies across their border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Head(byte* block)
    {
        const int head = 48;
        Sse.Prefetch0(block);
        Sse.Prefetch0(block + head - 1);
    }
}
