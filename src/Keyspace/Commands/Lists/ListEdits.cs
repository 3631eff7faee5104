using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>LSET, LREM and LTRIM.</summary>
internal static class ListEdits
{
    public static void LSet(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Error(RespErrors.NoSuchKey);
            return;
        }
        if (!c.TryInteger(2, out long index))
            return;
        ListObject list = ListAccess.Open(database, entry);
        bool replaced = list.TrySet(index, c.Arg(3));
        ListAccess.Store(database, c.Arg(1), entry, list);
        if (!replaced)
        {
            c.Reply.Error(RespErrors.IndexOutOfRange);
            return;
        }
        database.Changed(c.Arg(1), KeyspaceEventClasses.List, "lset"u8);
        c.Reply.Ok();
    }

    public static void LRem(CommandContext c)
    {
        if (!c.TryInteger(2, out long limit) || !c.TryWrite(1, RedisType.List, out Database database, out Entry entry))
            return;
        long removed = 0;
        if (!entry.IsNull)
        {
            ListObject list = ListAccess.Open(database, entry);
            removed = list.RemoveMatching(c.Arg(3), Math.Max(limit, -long.MaxValue));
            if (removed > 0)
            {
                ListAccess.StoreAfterRemoval(database, c.Arg(1), entry, list, "lrem"u8);
                database.Shard.Dirty += removed - 1;
            }
        }
        c.Reply.Integer(removed);
    }

    public static void LTrim(CommandContext c)
    {
        if (!c.TryInteger(2, out long start) || !c.TryInteger(3, out long stop))
            return;
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry entry))
            return;
        if (!entry.IsNull)
        {
            ListObject list = ListAccess.Open(database, entry);
            long length = list.Length;
            var range = new ListRange(start, stop, length);
            if (range.Count == 0)
                list.Trim(0, -1);
            else
                list.Trim(range.First, range.First + range.Count - 1);
            ListAccess.StoreAfterRemoval(database, c.Arg(1), entry, list, "ltrim"u8);
            database.Shard.Dirty += length - range.Count - 1;
        }
        c.Reply.Ok();
    }
}
