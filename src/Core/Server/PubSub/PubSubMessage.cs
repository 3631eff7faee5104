using MtcpRedis.Core.Resp;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.PubSub;

/// <summary>One published message as finished RESP: an array for RESP2, a push for RESP3. They differ in the first byte only.</summary>
internal sealed class PubSubMessage
{
    private readonly byte[] _resp2;
    private readonly byte[] _resp3;

    private PubSubMessage(ReadOnlySpan<byte> resp2)
    {
        _resp2 = resp2.ToArray();
        _resp3 = resp2.ToArray();
        _resp3[0] = (byte)'>';
    }

    /// <summary>For those who listen to the channel by name.</summary>
    public static PubSubMessage Message(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message) => Make("message"u8, channel, message);

    /// <summary>For those who listen by pattern.</summary>
    public static PubSubMessage PatternMessage(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        using var writer = new ReplyWriter();
        writer.Array(4);
        writer.Bulk("pmessage"u8);
        writer.Bulk(pattern);
        writer.Bulk(channel);
        writer.Bulk(message);
        return new PubSubMessage(writer.Written);
    }

    /// <summary>For the listeners of a shard channel.</summary>
    public static PubSubMessage ShardMessage(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message) =>
        Make("smessage"u8, channel, message);

    /// <summary>The form that the session speaks.</summary>
    public ReadOnlySpan<byte> For(Session session) => session.Resp3 ? _resp3 : _resp2;

    private static PubSubMessage Make(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        using var writer = new ReplyWriter();
        writer.Array(3);
        writer.Bulk(kind);
        writer.Bulk(channel);
        writer.Bulk(message);
        return new PubSubMessage(writer.Written);
    }
}
