namespace MtcpRedis.Bench.Replies;

/// <summary>A bulk string or null.</summary>
/// <param name="value">The only right content, or null when the content is not known.</param>
internal sealed class BulkReplyRule(byte[]? value)
    : ReplyRule(value is null ? "a bulk string or null" : $"the value of {value.Length} bytes or null", value is null ? [] : RespBytes.Bulk(value))
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory) =>
        reply.IsNull || (reply.IsBulk && (value is null || reply.Payload.SequenceEqual(value)));
}
