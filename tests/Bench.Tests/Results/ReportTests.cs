using System.Text.Json;
using HdrHistogram;
using MtcpRedis.Bench.Load;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Results;
using Xunit;

namespace MtcpRedis.Bench.Tests.Results;

public sealed class ReportTests
{
    private readonly StringWriter _output = new();

    [Fact]
    public void Quiet_OneLinePerTest_AsRedisBenchmark()
    {
        new QuietReport(_output).Add(Result());

        Assert.Equal("SET: 500.00 requests per second, p50=1.000 msec", _output.ToString().TrimEnd());
    }

    [Fact]
    public void Csv_HeaderOnceAndQuotedFields()
    {
        var report = new CsvReport(_output);
        report.Add(Result());
        report.Add(Result() with { Title = "say \"x\"" });

        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(
            "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\",\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"",
            lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith("\"SET\",\"500.00\",\"1.1", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("\"say \"\"x\"\"\",", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("\"3\"", lines[1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_ShowsConditionsPercentilesAndSummary()
    {
        new TextReport(_output).Add(Result());

        var text = _output.ToString();
        Assert.Contains("====== SET ======", text, StringComparison.Ordinal);
        Assert.Contains("1000 requests completed in 2.00 seconds", text, StringComparison.Ordinal);
        Assert.Contains("wrong replies: 3", text, StringComparison.Ordinal);
        Assert.Contains("50.000% <= 1.000 milliseconds (cumulative count 990)", text, StringComparison.Ordinal);
        Assert.Contains("(cumulative count 1000)", text, StringComparison.Ordinal);
        Assert.Contains("throughput summary: 500.00 requests per second", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_IsOneDocumentWithConditionsAndResults()
    {
        var report = new JsonReport(_output, new BenchOptions { Rate = 500 });
        report.Add(Result());
        report.Finish();

        using var document = JsonDocument.Parse(_output.ToString());
        Assert.Equal("open", document.RootElement.GetProperty("load").GetString());
        var test = Assert.Single(document.RootElement.GetProperty("tests").EnumerateArray());
        Assert.Equal(500, test.GetProperty("requests_per_second").GetDouble());
        Assert.Equal(1_000, test.GetProperty("latency_us").GetProperty("p50").GetDouble(), 1.0);
        Assert.Equal(20_000, test.GetProperty("latency_us").GetProperty("p99_9").GetDouble(), 20.0);
        Assert.Equal(3, test.GetProperty("wrong_replies").GetInt64());
        Assert.Equal("bad", test.GetProperty("wrong_samples")[0].GetString());
    }

    [Fact]
    public void Progress_OnATerminal_RewritesOneLineAndShowsNewErrorsOnceASecond()
    {
        var line = new ProgressLine(_output, live: true, showErrors: true);
        line.Show(new LoadProgress("SET", TimeSpan.FromSeconds(1), 1_000, 2_000_000_000, 0, []));
        line.Show(new LoadProgress("SET", TimeSpan.FromSeconds(2), 3_000, 4_000_000_000, 1, ["bad"]));
        line.Show(new LoadProgress("SET", TimeSpan.FromSeconds(2.5), 3_000, 4_000_000_000, 2, ["bad"]));

        var text = _output.ToString();
        Assert.Contains("\rSET: rps=1000.0 (overall: 1000.0) avg_msec=2.000 (overall: 2.000)", text, StringComparison.Ordinal);
        Assert.Contains("rps=2000.0 (overall: 1500.0) avg_msec=1.000 (overall: 1.333) wrong=1", text, StringComparison.Ordinal);
        Assert.Single(text.Split("wrong replies; bad").Skip(1));
    }

    private static TestResult Result()
    {
        var latencies = new LongHistogram(LoadWorker.LongestLatency, 3);
        latencies.RecordValueWithCount(1_000_000, 990);
        latencies.RecordValueWithCount(20_000_000, 10);
        return new TestResult
        {
            Title = "SET",
            Requests = 1_000,
            Seconds = 2,
            Latencies = latencies,
            WrongReplies = 3,
            WrongSamples = ["bad"],
            GeneratorAllocatedBytes = 0,
            Options = new BenchOptions(),
        };
    }
}
