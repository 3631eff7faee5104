using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>One point in which 7.2 answers otherwise than the 7.0 reference.</summary>
/// <param name="Name">The name under which its uses are counted.</param>
/// <param name="Reason">What changed.</param>
/// <param name="Rewrite">
/// Turns command, the reference's reply and the subject's reply into the reply 7.2 gives, or null where the point does not apply.
/// </param>
public sealed record KnownDifference(string Name, string Reason, Func<RespCommand, RespValue, RespValue, RespValue?> Rewrite);
