namespace MtcpRedis.Bench.Load;

/// <summary>A running test, as the live line shows it.</summary>
/// <param name="Title">The test.</param>
/// <param name="Elapsed">Since its start.</param>
/// <param name="Answered">Requests answered.</param>
/// <param name="LatencySum">Sum of their latencies in nanoseconds.</param>
/// <param name="WrongReplies">Wrong replies.</param>
/// <param name="WrongSamples">The first of them in words.</param>
internal sealed record LoadProgress(string Title, TimeSpan Elapsed, long Answered, long LatencySum, long WrongReplies, IReadOnlyList<string> WrongSamples);
