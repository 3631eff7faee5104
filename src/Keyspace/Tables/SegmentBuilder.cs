using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>Lays sorted slots out as a new segment.</summary>
internal static unsafe class SegmentBuilder
{
    /// <summary>How building ended.</summary>
    public enum Result
    {
        /// <summary>The segment is there.</summary>
        Built,

        /// <summary>In none of the sizes is there room behind the homes of the last elements.</summary>
        DoesNotFit,

        /// <summary>The arena has no memory.</summary>
        NoMemory,
    }

    /// <summary>Builds a segment of the first size, from a code on, that takes the slots.</summary>
    /// <param name="arena">Where the block comes from.</param>
    /// <param name="sorted">Slots ordered by tag, none empty.</param>
    /// <param name="count">Their number.</param>
    /// <param name="code">The smallest size wanted.</param>
    /// <param name="maxCode">The largest size allowed.</param>
    /// <param name="localDepth">Local depth of the new segment.</param>
    /// <param name="slack">Slack that the tags have for that depth.</param>
    /// <param name="segment">The segment, not entered anywhere; null unless built.</param>
    public static Result Build(
        Arena arena, ulong* sorted, int count, int code, int maxCode, int localDepth, int slack, out SegmentRef segment)
    {
        segment = default;
        for (; code <= maxCode; code++)
        {
            if (IsHopeless(sorted, count, code, slack))
            {
                continue;
            }

            byte* block = arena.TryAllocate(SegmentSize.At(code)->Bytes);
            if (block == null)
            {
                return Result.NoMemory;
            }

            var candidate = new SegmentRef(block, code, localDepth, slack);
            if (TryFill(candidate, sorted, count))
            {
                segment = candidate;
                return Result.Built;
            }

            arena.Free(block);
        }

        return Result.DoesNotFit;
    }

    // An element pushes all behind it at least to the places after its home. Testing a few elements finds the uneven spreads that
    // a scan leaves which removes what it visits, before memory is taken and filled in vain.
    private static bool IsHopeless(ulong* sorted, int count, int code, int slack)
    {
        SegmentSize* size = SegmentSize.At(code);
        int step = Math.Max(1, count / 8);
        for (int i = 0; i < count; i += step)
        {
            int home = SegmentRef.HomeOf(Slot.Tag(sorted[i]), slack, size->Homes);
            if (home + (count - i) > size->Capacity)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryFill(SegmentRef segment, ulong* sorted, int count)
    {
        ulong* slots = segment.Slots;
        int capacity = segment.Size->Capacity;
        int homes = segment.Size->Homes;
        int slack = segment.Slack;
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            int home = SegmentRef.HomeOf(Slot.Tag(sorted[i]), slack, homes);
            while (next < home)
            {
                slots[next++] = Slot.Empty;
            }

            if (next == capacity)
            {
                return false;
            }

            slots[next++] = sorted[i];
        }

        new Span<ulong>(slots + next, capacity - next).Fill(Slot.Empty);
        *(ulong*)segment.Block = 0;
        segment.Count = count;
        return true;
    }
}
