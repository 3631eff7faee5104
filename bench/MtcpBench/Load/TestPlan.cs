using MtcpRedis.Bench.Replies;
using MtcpRedis.Bench.Workloads;

namespace MtcpRedis.Bench.Load;

/// <summary>One test as its threads run it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Rule">How its replies are judged.</param>
/// <param name="Wrong">Takes wrong replies; one per thread.</param>
/// <param name="StartLine">Where the threads meet before the first request.</param>
internal sealed record TestPlan(CommandTemplate Command, ReplyRule Rule, IReadOnlyList<WrongReplies> Wrong, Barrier StartLine);
