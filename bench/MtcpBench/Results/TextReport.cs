using System.Globalization;
using HdrHistogram;

namespace MtcpRedis.Bench.Results;

/// <summary>A block per test, laid out as redis-benchmark's.</summary>
internal sealed class TextReport(TextWriter output) : IReport
{
    private static readonly double[] Distribution =
        [0, 50, 75, 87.5, 93.75, 96.875, 98.438, 99.219, 99.609, 99.805, 99.902, 99.951, 99.976, 99.99, 100];

    /// <inheritdoc/>
    public void Add(TestResult result)
    {
        WriteConditions(result);
        WriteDistribution(result);
        Line($"");
        Line($"Summary:");
        Line($"  throughput summary: {result.Rate:F2} requests per second");
        Line($"  latency summary (msec):");
        Line($"  {"avg",9} {"min",9} {"p50",9} {"p95",9} {"p99",9} {"p99.9",9} {"p99.99",9} {"max",9}");
        Line($"  {result.MeanMilliseconds,9:F3} {result.MinMilliseconds,9:F3} {result.PercentileMilliseconds(50),9:F3} {result.PercentileMilliseconds(95),9:F3} {result.PercentileMilliseconds(99),9:F3} {result.PercentileMilliseconds(99.9),9:F3} {result.PercentileMilliseconds(99.99),9:F3} {result.MaxMilliseconds,9:F3}");
        Line($"");
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private void WriteConditions(TestResult result)
    {
        var options = result.Options;
        Line($"====== {result.Title} ======");
        Line($"  {result.Requests} requests completed in {result.Seconds:F2} seconds");
        Line($"  {options.Clients} parallel clients");
        Line($"  {options.DataSize} bytes payload");
        Line($"  pipeline: {options.Pipeline}");
        Line($"  load: {(options.Rate is { } rate ? $"open loop, {rate:F0} requests per second due" : "closed loop")}");
        Line($"  threads: {options.Threads}");
        Line($"  wrong replies: {result.WrongReplies}");
        Line($"");
    }

    private void WriteDistribution(TestResult result)
    {
        Line($"Latency by percentile distribution:");
        var highest = result.MaxMilliseconds;
        foreach (var percent in Distribution)
        {
            var value = result.PercentileMilliseconds(percent);
            Line($"{percent:F3}% <= {value:F3} milliseconds (cumulative count {CountUpTo(result.Latencies, value)})");
            if (value >= highest)
            {
                break;
            }
        }
    }

    private static long CountUpTo(LongHistogram latencies, double milliseconds) =>
        latencies.RecordedValues().TakeWhile(v => v.ValueIteratedTo / 1e6 <= milliseconds).Sum(v => v.CountAddedInThisIterationStep);

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
