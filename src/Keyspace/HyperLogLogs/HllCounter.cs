using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>Counts and merges HyperLogLog strings of either representation.</summary>
public static class HllCounter
{
    /// <summary>Estimates the elements of one string; false when its registers are corrupt.</summary>
    public static bool TryCount(ReadOnlySpan<byte> text, out long estimate)
    {
        Span<int> histogram = stackalloc int[HllEstimator.HistogramLength];
        histogram.Clear();
        ReadOnlySpan<byte> body = text[HllFormat.HeaderSize..];
        bool valid = true;
        if (HllFormat.IsSparse(text))
            valid = HllSparse.TryAddTo(body, histogram);
        else
            HllDense.AddTo(body, histogram);
        estimate = valid ? HllEstimator.Estimate(histogram) : 0;
        return valid;
    }

    /// <summary>Estimates the elements of plain registers, one byte each.</summary>
    [SkipLocalsInit]
    public static long Count(ReadOnlySpan<byte> registers)
    {
        Span<int> histogram = stackalloc int[HllEstimator.HistogramLength];
        histogram.Clear();
        foreach (byte register in registers)
            histogram[register]++;
        return HllEstimator.Estimate(histogram);
    }

    /// <summary>Raises plain registers (one byte each) to those of a string; false when its registers are corrupt.</summary>
    public static bool TryMergeInto(ReadOnlySpan<byte> text, Span<byte> registers)
    {
        ReadOnlySpan<byte> body = text[HllFormat.HeaderSize..];
        if (HllFormat.IsSparse(text))
            return HllSparse.TryMergeInto(body, registers);
        HllDense.MergeInto(body, registers);
        return true;
    }
}
