namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>Part of a string given by two offsets, both included; negative ones count from the end (GETRANGE, BITCOUNT).</summary>
/// <param name="Start">First position, 0 or more.</param>
/// <param name="End">Last position; below <paramref name="Start"/> when the part is empty.</param>
internal readonly record struct ByteRange(long Start, long End)
{
    public bool IsEmpty => Start > End;

    public long Length => End - Start + 1;

    /// <summary>Cuts a range to a string.</summary>
    /// <param name="start">First offset as the client gave it.</param>
    /// <param name="end">Last offset as the client gave it.</param>
    /// <param name="length">Length of the string in the unit of the offsets.</param>
    public static ByteRange Of(long start, long end, long length)
    {
        // A range that ends before it starts stays empty even where cutting both ends to the string would make them meet.
        if (start < 0 && end < 0 && start > end)
            return new ByteRange(0, -1);
        start = start < 0 ? Math.Max(0, start + length) : start;
        end = end < 0 ? Math.Max(0, end + length) : end;
        return new ByteRange(start, Math.Min(end, length - 1));
    }
}
