using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>What the reference and the subject answered to the same command.</summary>
public sealed record ReplyPair(RespValue Expected, RespValue Actual);
