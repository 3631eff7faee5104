using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>What a rule may look at: the two replies, the command, and the replies given earlier in the same step.</summary>
public sealed record RuleInput(
    ReplyComparer Comparer,
    RespCommand Command,
    RespValue Expected,
    RespValue Actual,
    IReadOnlyList<ReplyPair> Earlier);
