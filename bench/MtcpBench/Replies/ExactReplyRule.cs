using System.Text;

namespace MtcpRedis.Bench.Replies;

/// <summary>One certain reply and no other.</summary>
/// <param name="reply">All its bytes.</param>
internal sealed class ExactReplyRule(byte[] reply) : ReplyRule(Describe(reply), reply)
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory) => reply.Whole.SequenceEqual(Exact);

    private static string Describe(byte[] reply)
    {
        var text = Encoding.Latin1.GetString(reply, 0, Math.Min(reply.Length, 48)).Replace("\r\n", "\\r\\n", StringComparison.Ordinal);
        return reply.Length > 48 ? $"\"{text}...\" ({reply.Length} bytes)" : $"\"{text}\"";
    }
}
