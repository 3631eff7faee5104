namespace MtcpRedis.Compare.Speed;

/// <summary>One measured run of one server, or the median of several.</summary>
/// <param name="CpuMicroseconds">CPU time of the server per request.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of latency in milliseconds.</param>
internal sealed record SpeedSample(double CpuMicroseconds, double Rate, double P50, double P99)
{
    /// <summary>The median of each figure by itself.</summary>
    public static SpeedSample Median(IReadOnlyCollection<SpeedSample> samples) => new(
        Middle(samples.Select(s => s.CpuMicroseconds)),
        Middle(samples.Select(s => s.Rate)),
        Middle(samples.Select(s => s.P50)),
        Middle(samples.Select(s => s.P99)));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
