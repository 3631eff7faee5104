using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>Replies the elements it receives as bulk strings.</summary>
internal readonly struct ReplyReceiver(ReplyWriter reply) : IElementReceiver
{
    /// <inheritdoc/>
    public void Take(ElementValue element) => reply.Bulk(element);
}
