using HdrHistogram;

namespace MtcpRedis.Bench.Load;

/// <summary>What one thread did in one test.</summary>
/// <param name="Answered">Requests answered.</param>
/// <param name="Start">Time of its first send.</param>
/// <param name="End">Time of its last reply.</param>
/// <param name="Latencies">Latencies in nanoseconds.</param>
/// <param name="AllocatedBytes">Managed memory that the loop allocated.</param>
internal sealed record WorkerResult(long Answered, long Start, long End, LongHistogram Latencies, long AllocatedBytes);
