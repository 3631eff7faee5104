using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// A word of the directory: pointer to a segment (48 bits) and, above it, its local depth (5 bits), its slack (3 bits) and the code
/// of its size (8 bits).
/// </summary>
/// <remarks>
/// A segment holds the elements whose hashes share their top "local depth" bits, as a sorted array with gaps: ordered by tag, none
/// left of its home, no gap between its home and its place. A lookup therefore ends at the first larger tag. The home follows
/// from the tag alone, so that growing moves slots without touching elements. The slack is the number of leading tag bits that
/// all tags of the segment share: a split does not shift tags, it increases the slack, until too few bits would be left.
/// </remarks>
internal readonly unsafe struct SegmentRef(ulong word)
{
    /// <summary>Deepest local depth.</summary>
    public const int MaxDepth = 28;

    /// <summary>Largest slack; it leaves 15 bits of a tag that tell elements apart.</summary>
    public const int MaxSlack = 4;

    private const int DepthShift = 48;
    private const int SlackShift = 53;
    private const int CodeShift = 56;
    private const ulong PointerMask = (1UL << DepthShift) - 1;

    /// <summary>Composes the word.</summary>
    public SegmentRef(byte* block, int code, int localDepth, int slack)
        : this((ulong)block | ((ulong)localDepth << DepthShift) | ((ulong)slack << SlackShift) | ((ulong)code << CodeShift))
    {
        Debug.Assert(((ulong)block & ~PointerMask) == 0 && localDepth <= MaxDepth && slack <= Math.Min(MaxSlack, localDepth));
    }

    /// <summary>The word as the directory keeps it; 0 when there is no segment.</summary>
    public ulong Word => word;

    /// <summary>Whether there is no segment: the table is empty.</summary>
    public bool IsNull => word == 0;

    /// <summary>The block in the arena.</summary>
    public byte* Block => (byte*)(word & PointerMask);

    /// <summary>Number of top hash bits that all elements share.</summary>
    public int LocalDepth => (int)(word >> DepthShift) & 31;

    /// <summary>Number of leading tag bits that all elements share.</summary>
    public int Slack => (int)(word >> SlackShift) & 7;

    /// <summary>Code of the size.</summary>
    public int Code => (int)(word >> CodeShift);

    /// <summary>First hash bit of the tags, counted from the top.</summary>
    public int TagBase => LocalDepth - Slack;

    /// <summary>The size.</summary>
    public SegmentSize* Size => SegmentSize.At(Code);

    /// <summary>Number of elements, stored in the block.</summary>
    public ref int Count => ref *(int*)Block;

    /// <summary>The slots.</summary>
    public ulong* Slots => (ulong*)(Block + SegmentSize.HeaderBytes);

    /// <summary>The tag of a hash in this segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint TagOf(ulong hash) => Slot.TagOf(hash, TagBase);

    /// <summary>The first slot that an element with this tag may be in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int HomeOf(uint tag) => HomeOf(tag, Slack, Size->Homes);

    /// <inheritdoc cref="HomeOf(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HomeOf(uint tag, int slack, int homes)
    {
        uint local = (tag << slack) & ((1u << Slot.TagBits) - 1);
        return (int)((local * (uint)homes) >> Slot.TagBits);
    }

    /// <summary>Compares the 8 slots at an index with a tag.</summary>
    /// <param name="at">Index of the first slot, at most the capacity less 8.</param>
    /// <param name="tag">The tag looked for.</param>
    /// <param name="larger">A bit for every slot that is empty or has a larger tag.</param>
    /// <returns>A bit for every slot with the tag.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Probe(int at, uint tag, out uint larger)
    {
        Debug.Assert(at >= 0 && at + SegmentSize.ProbeWidth <= Size->Capacity);
        ulong* slots = Slots + at;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<long> wanted = Vector256.Create((long)tag);
            Vector256<long> low = (Vector256.Load(slots) >>> Slot.TagShift).AsInt64();
            Vector256<long> high = (Vector256.Load(slots + 4) >>> Slot.TagShift).AsInt64();
            larger = Vector256.GreaterThan(low, wanted).ExtractMostSignificantBits()
                | (Vector256.GreaterThan(high, wanted).ExtractMostSignificantBits() << 4);
            return Vector256.Equals(low, wanted).ExtractMostSignificantBits()
                | (Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 4);
        }

        uint equal = 0;
        larger = 0;
        for (int i = 0; i < SegmentSize.ProbeWidth; i++)
        {
            uint found = Slot.Tag(slots[i]);
            equal |= found == tag ? 1u << i : 0;
            larger |= found > tag ? 1u << i : 0;
        }

        return equal;
    }

    /// <summary>Index of the slot of a certain element, or -1.</summary>
    public int IndexOf(byte* element, uint tag)
    {
        int last = Size->Capacity - SegmentSize.ProbeWidth;
        ulong wanted = Slot.Make(element, tag);
        for (int at = Math.Min(HomeOf(tag), last); ; at = Math.Min(at + SegmentSize.ProbeWidth, last))
        {
            uint larger;
            for (uint equal = Probe(at, tag, out larger); equal != 0; equal &= equal - 1)
            {
                int index = at + BitOperations.TrailingZeroCount(equal);
                if (Slots[index] == wanted)
                {
                    return index;
                }
            }

            if (larger != 0 || at == last)
            {
                return -1;
            }
        }
    }

    /// <summary>Puts an element in its place behind those with the same tag.</summary>
    /// <returns>False when the segment has to grow first; it is unchanged then.</returns>
    public bool TryInsert(byte* element, uint tag)
    {
        SegmentSize* size = Size;
        if (Count >= size->MaxCount)
        {
            return false;
        }

        int place = FirstLarger(HomeOf(tag), tag);
        int gap = place < size->Capacity ? FirstLarger(place, Slot.MaxTag) : size->Capacity;
        if (gap == size->Capacity)
        {
            return false;
        }

        ulong* slots = Slots;
        if (gap != place)
        {
            long moved = (gap - place) * 8L;
            Buffer.MemoryCopy(slots + place, slots + place + 1, moved, moved);
        }

        slots[place] = Slot.Make(element, tag);
        Count++;
        return true;
    }

    /// <summary>Empties a slot and moves the displaced elements behind it back towards their homes.</summary>
    public void RemoveAt(int index)
    {
        ulong* slots = Slots;
        int capacity = Size->Capacity;
        int homes = Size->Homes;
        int slack = Slack;
        Debug.Assert(index < capacity && slots[index] != Slot.Empty);
        int end = index + 1;
        while (end < capacity && slots[end] != Slot.Empty && HomeOf(Slot.Tag(slots[end]), slack, homes) < end)
        {
            end++;
        }

        long moved = (end - index - 1) * 8L;
        Buffer.MemoryCopy(slots + index + 1, slots + index, moved, moved);
        slots[end - 1] = Slot.Empty;
        Count--;
    }

    /// <summary>Writes the slots that hold elements, in order.</summary>
    /// <returns>Their number.</returns>
    public int CopyTo(ulong* target)
    {
        ulong* slots = Slots;
        int count = 0;
        for (int i = 0; i < Size->Capacity; i++)
        {
            target[count] = slots[i];
            count += slots[i] != Slot.Empty ? 1 : 0;
        }

        Debug.Assert(count == Count);
        return count;
    }

    // The first slot from an index on that is empty or has a larger tag, or the capacity. The slots before are not larger.
    private int FirstLarger(int from, uint tag)
    {
        int last = Size->Capacity - SegmentSize.ProbeWidth;
        for (int at = Math.Min(from, last); ; at = Math.Min(at + SegmentSize.ProbeWidth, last))
        {
            _ = Probe(at, tag, out uint larger);
            larger &= at < from ? uint.MaxValue << (from - at) : uint.MaxValue;
            if (larger != 0)
            {
                return at + BitOperations.TrailingZeroCount(larger);
            }

            if (at == last)
            {
                return last + SegmentSize.ProbeWidth;
            }
        }
    }
}
