namespace MtcpRedis.Bench.Replies;

/// <summary>ZPOPMIN's reply: nothing, or one member and its score (a bulk string in RESP2, a double in RESP3).</summary>
internal sealed class ScoredMemberReplyRule() : ReplyRule("an empty array or a member and its score", "*0\r\n"u8.ToArray())
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory)
    {
        if (!reply.IsArray || reply.Number != 2 || ReplyScanner.TryRead(reply.Payload, out var member) != ReplyStatus.Complete)
        {
            return reply.IsArray && reply.Number == 0;
        }

        return member.IsBulk && ReplyScanner.TryRead(reply.Payload[member.Whole.Length..], out var score) == ReplyStatus.Complete &&
            (score.IsBulk || score.Type == (byte)',') && double.TryParse(score.Payload, out _);
    }
}
