using MtcpRedis.Conformance.Replies;

namespace MtcpRedis.Conformance.Streams;

/// <summary>What one step has seen so far.</summary>
public sealed class StepContext
{
    /// <summary>The replies in the order they came.</summary>
    public List<ReplyPair> Replies { get; } = [];
}
