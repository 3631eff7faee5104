using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>The subject did not do what the reference did.</summary>
public sealed class MismatchException(string kind, string subject, string reason, RespValue? expected = null, RespValue? actual = null)
    : Exception($"{kind}: {subject}: {reason}")
{
    /// <summary>What was compared: reply, state, connection, memory.</summary>
    public string Kind { get; } = kind;

    /// <summary>The command or the part of the state.</summary>
    public string Subject { get; } = subject;

    public string Reason { get; } = reason;

    public RespValue? Expected { get; } = expected;

    public RespValue? Actual { get; } = actual;
}
