using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>LPUSH, RPUSH, LPUSHX, RPUSHX and LINSERT.</summary>
internal static class ListPushes
{
    private const int FirstElement = 2;

    public static void LPush(CommandContext c) => Push(c, atHead: true, onlyExisting: false);

    public static void RPush(CommandContext c) => Push(c, atHead: false, onlyExisting: false);

    public static void LPushX(CommandContext c) => Push(c, atHead: true, onlyExisting: true);

    public static void RPushX(CommandContext c) => Push(c, atHead: false, onlyExisting: true);

    public static void LInsert(CommandContext c)
    {
        bool after = c.IsOption(2, "AFTER"u8);
        if (!after && !c.IsOption(2, "BEFORE"u8))
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Integer(0);
            return;
        }
        ListObject list = ListAccess.Open(database, entry);
        bool inserted = TryInsert(ref list, c.Arg(3), c.Arg(4), after);
        ListAccess.Store(database, c.Arg(1), entry, list);
        if (inserted)
            database.Changed(c.Arg(1), KeyspaceEventClasses.List, "linsert"u8);
        c.Reply.Integer(inserted ? list.Length : -1);
    }

    private static bool TryInsert(ref ListObject list, ReadOnlySpan<byte> pivot, ReadOnlySpan<byte> element, bool after)
    {
        // Redis decides about the encoding before it knows whether the pivot is there.
        list.PrepareToAdd(element.Length, 1);
        var needle = new ListNeedle(pivot);
        for (ListCursor at = list.Seek(0); !at.IsNone; at = list.Next(at))
        {
            if (!needle.Matches(list.Read(at)))
                continue;
            if (after)
                list.InsertAfter(at, element);
            else
                list.InsertBefore(at, element);
            return true;
        }
        return false;
    }

    private static void Push(CommandContext c, bool atHead, bool onlyExisting)
    {
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry entry))
            return;
        if (entry.IsNull && onlyExisting)
        {
            c.Reply.Integer(0);
            return;
        }
        ReadOnlySpan<byte> key = c.Arg(1);
        ListAccess.OpenOrCreate(database, entry, out ListObject list);
        AddAll(c, ref list, atHead);
        if (entry.IsNull)
            ListAccess.Add(database, key, list);
        else
            ListAccess.Store(database, key, entry, list);
        database.Changed(key, KeyspaceEventClasses.List, atHead ? "lpush"u8 : "rpush"u8);
        database.Shard.Dirty += c.ArgCount - FirstElement - 1;
        c.Reply.Integer(list.Length);
    }

    private static void AddAll(CommandContext c, ref ListObject list, bool atHead)
    {
        if (c.ArgCount > FirstElement + 1)
        {
            long bytes = 0;
            for (int i = FirstElement; i < c.ArgCount; i++)
                bytes += c.Arg(i).Length;
            list.PrepareToAdd(bytes, c.ArgCount - FirstElement);
        }
        for (int i = FirstElement; i < c.ArgCount; i++)
        {
            if (atHead)
                list.PushHead(c.Arg(i));
            else
                list.PushTail(c.Arg(i));
        }
    }
}
