namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>A range of indexes, of which negative ones count from the end, cut to the list it is applied to.</summary>
internal readonly struct ListRange
{
    /// <summary>Cuts the range.</summary>
    /// <param name="start">Index of the first element as the client gave it.</param>
    /// <param name="stop">Index of the last element as the client gave it.</param>
    /// <param name="length">Elements of the list.</param>
    public ListRange(long start, long stop, long length)
    {
        First = Math.Max(start < 0 ? start + length : start, 0);
        long last = Math.Min(stop < 0 ? stop + length : stop, length - 1);
        Count = First > last ? 0 : last - First + 1;
    }

    /// <summary>Index of the first element; only if <see cref="Count"/> is not 0.</summary>
    public long First { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }
}
