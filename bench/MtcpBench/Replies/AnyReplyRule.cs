namespace MtcpRedis.Bench.Replies;

/// <summary>Anything but an error: the rule of commands the generator knows nothing about.</summary>
internal sealed class AnyReplyRule() : ReplyRule("any reply but an error", [])
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory) => true;
}
