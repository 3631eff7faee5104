using HdrHistogram;
using MtcpRedis.Bench.Options;

namespace MtcpRedis.Bench.Results;

/// <summary>The outcome of one test, all threads together.</summary>
internal sealed record TestResult
{
    /// <summary>The test's heading.</summary>
    public required string Title { get; init; }

    /// <summary>Requests answered.</summary>
    public required long Requests { get; init; }

    /// <summary>From the first request to the last reply.</summary>
    public required double Seconds { get; init; }

    /// <summary>Latencies in nanoseconds.</summary>
    public required LongHistogram Latencies { get; init; }

    /// <summary>Replies that were errors or not what the command must answer.</summary>
    public required long WrongReplies { get; init; }

    /// <summary>The first wrong replies in words.</summary>
    public required IReadOnlyList<string> WrongSamples { get; init; }

    /// <summary>Managed memory that the generator's own loop allocated; 0 in steady state.</summary>
    public required long GeneratorAllocatedBytes { get; init; }

    /// <summary>The run.</summary>
    public required BenchOptions Options { get; init; }

    /// <summary>Requests per second.</summary>
    public double Rate => Seconds > 0 ? Requests / Seconds : 0;

    /// <summary>Mean latency in milliseconds.</summary>
    public double MeanMilliseconds => Requests > 0 ? Latencies.GetMean() / 1e6 : 0;

    /// <summary>Lowest latency in milliseconds.</summary>
    public double MinMilliseconds => PercentileMilliseconds(0);

    /// <summary>Highest latency in milliseconds.</summary>
    public double MaxMilliseconds => PercentileMilliseconds(100);

    /// <summary>Latency in milliseconds that so many percent of the requests did not exceed.</summary>
    public double PercentileMilliseconds(double percent) => Requests > 0 ? Latencies.GetValueAtPercentile(percent) / 1e6 : 0;
}
