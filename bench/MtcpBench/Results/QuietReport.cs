using System.Globalization;

namespace MtcpRedis.Bench.Results;

/// <summary>One line per test, as redis-benchmark -q writes it.</summary>
internal sealed class QuietReport(TextWriter output) : IReport
{
    /// <inheritdoc/>
    public void Add(TestResult result) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{result.Title}: {result.Rate:F2} requests per second, p50={result.PercentileMilliseconds(50):F3} msec"));

    /// <inheritdoc/>
    public void Finish() => output.WriteLine();
}
