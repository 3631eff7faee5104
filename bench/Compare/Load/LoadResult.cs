namespace MtcpRedis.Compare.Load;

/// <summary>What a generator reports of one run.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of latency in milliseconds.</param>
internal sealed record LoadResult(double Rate, double P50, double P99);
