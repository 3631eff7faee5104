using MtcpRedis.Bench.Replies;
using MtcpRedis.Bench.Workloads;

namespace MtcpRedis.Bench.Load;

/// <summary>One test as its threads run it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Rule">How its replies are judged.</param>
/// <param name="Wrong">Takes wrong replies; one per thread.</param>
/// <param name="StartLine">Where the threads meet before the first request.</param>
/// <param name="Requests">Requests over all connections; <see cref="long.MaxValue"/> when only the time ends it.</param>
/// <param name="Duration">Time after which no request is granted; null for none.</param>
internal sealed record TestPlan(
    CommandTemplate Command, ReplyRule Rule, IReadOnlyList<WrongReplies> Wrong, Barrier StartLine, long Requests, TimeSpan? Duration);
