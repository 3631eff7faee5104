namespace MtcpRedis.Bench.Replies;

/// <summary>An integer between two bounds.</summary>
internal sealed class IntegerReplyRule(long least, long most) : ReplyRule($"an integer from {least} to {most}", [])
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory) => reply.Type == (byte)':' && reply.Number >= least && reply.Number <= most;
}
