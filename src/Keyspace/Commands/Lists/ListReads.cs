using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>LLEN, LINDEX and LRANGE.</summary>
internal static class ListReads
{
    public static void LLen(CommandContext c)
    {
        if (c.TryRead(1, RedisType.List, out Entry entry))
            c.Reply.Integer(entry.IsNull ? 0 : Open(c, entry).Length);
    }

    public static void LIndex(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.List, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Null();
            return;
        }
        if (!c.TryInteger(2, out long index))
            return;
        ListObject list = Open(c, entry);
        ListCursor at = list.Seek(index);
        if (at.IsNone)
            c.Reply.Null();
        else
            c.Reply.Bulk(list.Read(at));
    }

    public static void LRange(CommandContext c)
    {
        if (!c.TryInteger(2, out long start) || !c.TryInteger(3, out long stop))
            return;
        if (!c.TryRead(1, RedisType.List, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Array(0);
            return;
        }
        ListObject list = Open(c, entry);
        var range = new ListRange(start, stop, list.Length);
        c.Reply.Array(range.Count);
        Write(c.Reply, list, range.First, range.Count, forward: true);
    }

    /// <summary>Replies <paramref name="count"/> elements from index <paramref name="first"/> on; all must exist.</summary>
    public static void Write(ReplyWriter reply, in ListObject list, long first, long count, bool forward)
    {
        if (count == 0)
            return;
        ListCursor at = list.Seek(first);
        while (true)
        {
            reply.Bulk(list.Read(at));
            if (--count == 0)
                return;
            at = forward ? list.Next(at) : list.Previous(at);
        }
    }

    internal static ListObject Open(CommandContext c, Entry entry) => ListAccess.Open(c.DatabaseOf(c.Arg(1)), entry);
}
