namespace MtcpRedis.Compare.Speed;

/// <summary>The medians of one cell, and the verdict.</summary>
/// <param name="Cell">What was measured.</param>
/// <param name="Ours">Our figures.</param>
/// <param name="Redis">Redis' figures in the same run.</param>
/// <param name="Garnet">Garnet's, where it took part.</param>
internal sealed record SpeedResult(SpeedCell Cell, SpeedSample Ours, SpeedSample Redis, SpeedSample? Garnet)
{
    /// <summary>Our p99 counts as no worse than Redis' up to this ratio: what comparing Redis with itself scatters.</summary>
    public const double P99Limit = 1.05;

    /// <summary>Our CPU time per request against Redis'.</summary>
    public double CpuRatio => Ours.CpuMicroseconds / Redis.CpuMicroseconds;

    /// <summary>Our throughput against Redis'.</summary>
    public double RateRatio => Ours.Rate / Redis.Rate;

    /// <summary>Our 99th percentile of latency against Redis'.</summary>
    public double P99Ratio => Redis.P99 > 0 ? Ours.P99 / Redis.P99 : 1;

    /// <summary>The CPU time is within the limit and the latency no worse.</summary>
    public bool Passes => CpuRatio <= Cell.Limit && P99Ratio <= P99Limit;
}
