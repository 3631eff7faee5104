using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Consecutive elements of a sorted set by rank. Ranges by score and by member become such a range as well.</summary>
/// <param name="Start">Rank of the lowest one.</param>
/// <param name="Count">How many; all exist.</param>
internal readonly record struct RankRange(long Start, long Count)
{
    /// <summary>The elements between two indexes, which count from the end if negative.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="last">Index of the last.</param>
    /// <param name="length">Elements of the set.</param>
    /// <param name="reverse">Whether index 0 is the element with the highest score.</param>
    public static RankRange OfIndexes(long first, long last, long length, bool reverse)
    {
        first = Math.Max(first < 0 ? first + length : first, 0);
        last = Math.Min(last < 0 ? last + length : last, length - 1);
        if (first > last)
        {
            return default;
        }

        return new RankRange(reverse ? length - 1 - last : first, last - first + 1);
    }

    /// <summary>The part that LIMIT leaves.</summary>
    /// <param name="offset">Elements to pass over; negative: all.</param>
    /// <param name="limit">Elements to keep; negative: all.</param>
    /// <param name="reverse">Whether to begin with the highest score.</param>
    public RankRange Limit(long offset, long limit, bool reverse)
    {
        if (offset < 0 || offset >= Count)
        {
            return default;
        }

        var count = limit < 0 ? Count - offset : Math.Min(limit, Count - offset);
        return new RankRange(reverse ? Start + Count - offset - count : Start + offset, count);
    }

    /// <summary>Where a walk over the range begins.</summary>
    public SortedSetPlace First(in SortedSetObject set, bool reverse) =>
        Count == 0 ? default : set.At(reverse ? Start + Count - 1 : Start);
}
