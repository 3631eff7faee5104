using System.Globalization;

namespace MtcpRedis.Bench.Results;

/// <summary>Comma separated values: redis-benchmark's columns, then the finer percentiles and the count of wrong replies.</summary>
internal sealed class CsvReport(TextWriter output) : IReport
{
    private static readonly string[] Columns =
    [
        "test", "rps", "avg_latency_ms", "min_latency_ms", "p50_latency_ms", "p95_latency_ms", "p99_latency_ms", "max_latency_ms",
        "p99.9_latency_ms", "p99.99_latency_ms", "wrong_replies",
    ];

    private bool _hasHeader;

    /// <inheritdoc/>
    public void Add(TestResult result)
    {
        if (!_hasHeader)
        {
            WriteLine(Columns);
            _hasHeader = true;
        }

        WriteLine(
        [
            result.Title, $"{result.Rate:F2}", $"{result.MeanMilliseconds:F3}", $"{result.MinMilliseconds:F3}", .. Percentiles(result, 50, 95, 99),
            $"{result.MaxMilliseconds:F3}", .. Percentiles(result, 99.9, 99.99), $"{result.WrongReplies}",
        ]);
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private static IEnumerable<string> Percentiles(TestResult result, params double[] percents) =>
        percents.Select(p => result.PercentileMilliseconds(p).ToString("F3", CultureInfo.InvariantCulture));

    private void WriteLine(IEnumerable<string> fields) =>
        output.WriteLine(string.Join(',', fields.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
}
