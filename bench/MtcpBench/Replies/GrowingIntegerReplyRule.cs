namespace MtcpRedis.Bench.Replies;

/// <summary>
/// A positive integer above the one before on the same connection: every connection increments, or pushes to, the same key, so a reply
/// that is lost, repeated or given to the wrong connection shows.
/// </summary>
internal sealed class GrowingIntegerReplyRule() : ReplyRule("an integer above the one before", [])
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory)
    {
        var grows = reply.Type == (byte)':' && reply.Number > memory;
        memory = reply.Number;
        return grows;
    }
}
