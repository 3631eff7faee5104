namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>The part of the elements that LIMIT asks for.</summary>
/// <param name="First">Index of the first one.</param>
/// <param name="Count">Their number.</param>
internal readonly record struct SortRange(long First, long Count)
{
    /// <summary>Applies the options to a value of <paramref name="length"/> elements.</summary>
    public static SortRange Of(in SortOptions options, long length)
    {
        long first = Math.Clamp(options.LimitStart, 0, length);
        long count = options.LimitCount < 0 ? length : options.LimitCount;
        return new SortRange(first, Math.Min(count, length - first));
    }
}
