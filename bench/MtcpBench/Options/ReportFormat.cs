namespace MtcpRedis.Bench.Options;

/// <summary>How results are written to standard output.</summary>
internal enum ReportFormat
{
    /// <summary>A block per test with its latency distribution.</summary>
    Text,

    /// <summary>One line per test (-q).</summary>
    Quiet,

    /// <summary>A header line and one line per test (--csv).</summary>
    Csv,

    /// <summary>One JSON document at the end (--json).</summary>
    Json,
}
