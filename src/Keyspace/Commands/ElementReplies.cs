using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>Replies with elements of values.</summary>
internal static class ElementReplies
{
    /// <summary>A bulk string with the element's text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bulk(this ReplyWriter reply, ElementValue element)
    {
        if (element.IsInteger)
            reply.BulkInteger(element.Integer);
        else
            reply.Bulk(element.Text);
    }

    /// <summary>
    /// Writes the element as a bulk string and gives its text inside the reply, which outlives the element; valid until the next write.
    /// </summary>
    public static ReadOnlySpan<byte> BulkAndKeep(this ReplyWriter reply, ElementValue element)
    {
        int length = element.Length;
        reply.Bulk(element);
        return reply.Written[^(length + 2)..^2];
    }
}
