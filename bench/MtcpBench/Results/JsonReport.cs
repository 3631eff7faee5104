using System.Text;
using System.Text.Json;
using MtcpRedis.Bench.Options;

namespace MtcpRedis.Bench.Results;

/// <summary>One JSON document with the conditions and all results. Latencies are in microseconds.</summary>
internal sealed class JsonReport(TextWriter output, BenchOptions options) : IReport
{
    private static readonly (string Name, double Percent)[] Percentiles =
        [("min", 0), ("p50", 50), ("p90", 90), ("p95", 95), ("p99", 99), ("p99_9", 99.9), ("p99_99", 99.99), ("max", 100)];

    private readonly List<TestResult> _results = [];

    /// <inheritdoc/>
    public void Add(TestResult result) => _results.Add(result);

    /// <inheritdoc/>
    public void Finish()
    {
        using var document = new MemoryStream();
        using (var json = new Utf8JsonWriter(document, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteConditions(json);
            json.WriteStartArray("tests");
            foreach (var result in _results)
            {
                WriteResult(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(document.GetBuffer().AsSpan(0, (int)document.Length)));
    }

    private void WriteConditions(Utf8JsonWriter json)
    {
        json.WriteString("target", options.UnixSocket ?? $"{options.Host}:{options.Port}");
        json.WriteNumber("clients", options.Clients);
        json.WriteNumber("pipeline", options.Pipeline);
        json.WriteNumber("data_size", options.DataSize);
        json.WriteNumber("threads", options.Threads);
        json.WriteString("load", options.Rate is null ? "closed" : "open");
        if (options.Rate is { } rate)
        {
            json.WriteNumber("rate", rate);
        }

        if (options.KeySpace is { } keySpace)
        {
            json.WriteNumber("keyspace", keySpace);
        }
    }

    private static void WriteResult(Utf8JsonWriter json, TestResult result)
    {
        json.WriteStartObject();
        json.WriteString("test", result.Title);
        json.WriteNumber("requests", result.Requests);
        json.WriteNumber("seconds", result.Seconds);
        json.WriteNumber("requests_per_second", Math.Round(result.Rate, 2));
        json.WriteStartObject("latency_us");
        json.WriteNumber("mean", Math.Round(result.MeanMilliseconds * 1000, 3));
        foreach (var (name, percent) in Percentiles)
        {
            json.WriteNumber(name, Math.Round(result.PercentileMilliseconds(percent) * 1000, 3));
        }

        json.WriteEndObject();
        json.WriteNumber("wrong_replies", result.WrongReplies);
        json.WriteStartArray("wrong_samples");
        foreach (var sample in result.WrongSamples)
        {
            json.WriteStringValue(sample);
        }

        json.WriteEndArray();
        json.WriteNumber("generator_allocated_bytes", result.GeneratorAllocatedBytes);
        json.WriteEndObject();
    }
}
