using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>LMOVE and RPOPLPUSH, and their blocking forms BLMOVE and BRPOPLPUSH.</summary>
internal static unsafe class ListMoves
{
    public static void LMove(CommandContext c)
    {
        if (ListEnd.TryParse(c, 3, out ListEnd from) && ListEnd.TryParse(c, 4, out ListEnd to))
            Move(c, from, to);
    }

    public static void RPopLPush(CommandContext c) => Move(c, ListEnd.Tail, ListEnd.Head);

    public static void BLMove(CommandContext c)
    {
        if (ListEnd.TryParse(c, 3, out ListEnd from) && ListEnd.TryParse(c, 4, out ListEnd to)
            && BlockingTimeout.TryRead(c, 5, out long timeout))
        {
            MoveOrWait(c, from, to, timeout);
        }
    }

    public static void BRPopLPush(CommandContext c)
    {
        if (BlockingTimeout.TryRead(c, 3, out long timeout))
            MoveOrWait(c, ListEnd.Tail, ListEnd.Head, timeout);
    }

    private static void Move(CommandContext c, ListEnd from, ListEnd to)
    {
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry source))
            return;
        if (source.IsNull)
            c.Reply.Null();
        else
            Move(c, database, source, from, to);
    }

    private static void MoveOrWait(CommandContext c, ListEnd from, ListEnd to, long timeout)
    {
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry source))
            return;
        if (!source.IsNull)
            Move(c, database, source, from, to);
        else if (c.DenyBlocking)
            c.Reply.Null();
        else
            c.Block(new BlockRequest(1, 1, RedisType.List, timeout, NullArrayOnTimeout: true));
    }

    private static void Move(CommandContext c, Database database, Entry source, ListEnd from, ListEnd to)
    {
        if (!c.TryWrite(2, RedisType.List, out Database target, out Entry destination))
            return;
        ReadOnlySpan<byte> key = c.Arg(1);
        ReadOnlySpan<byte> targetKey = c.Arg(2);
        ListObject list = ListAccess.Open(database, source);

        // The text in the reply outlives the element, whose list may be the one that it is added to.
        ReadOnlySpan<byte> text = c.Reply.BulkAndKeep(list.Read(list.Seek(from.Index)));
        if (destination.Pointer == source.Pointer)
        {
            from.RemoveOne(ref list);
            to.Push(ref list, text);
            ListAccess.Store(database, key, source, list);
            database.Changed(key, KeyspaceEventClasses.List, to.PushEvent);
            database.Shard.Notify(database.Index, KeyspaceEventClasses.List, from.PopEvent, key);
            return;
        }
        PushTo(target, targetKey, destination, to, text);
        from.RemoveOne(ref list);
        ListAccess.StoreAfterRemoval(database, key, source, list, from.PopEvent);
    }

    private static void PushTo(Database target, ReadOnlySpan<byte> key, Entry destination, ListEnd end, ReadOnlySpan<byte> text)
    {
        ListObject list = destination.IsNull ? ListAccess.Create(target) : ListAccess.Open(target, destination);
        end.Push(ref list, text);
        if (destination.IsNull)
            ListAccess.Add(target, key, list);
        else
            ListAccess.Store(target, key, destination, list);
        target.Changed(key, KeyspaceEventClasses.List, end.PushEvent);
    }
}
