using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>LPOP and RPOP, and what all commands share that take elements from an end.</summary>
internal static class ListPops
{
    private const int CountAt = 2;

    public static void LPop(CommandContext c) => Pop(c, ListEnd.Head);

    public static void RPop(CommandContext c) => Pop(c, ListEnd.Tail);

    /// <summary>Replies the element at an end as a bulk string and removes it; the key follows when it was the last.</summary>
    public static void PopOne(CommandContext c, Database database, ReadOnlySpan<byte> key, Entry entry, ListEnd end)
    {
        ListObject list = ListAccess.Open(database, entry);
        c.Reply.Bulk(list.Read(list.Seek(end.Index)));
        end.RemoveOne(ref list);
        ListAccess.StoreAfterRemoval(database, key, entry, list, end.PopEvent);
    }

    /// <summary>Replies up to <paramref name="count"/> elements from an end as an array and removes them.</summary>
    /// <param name="c">The call.</param>
    /// <param name="database">Owner of the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="end">Where to take from.</param>
    /// <param name="count">At least 1.</param>
    public static void PopMany(CommandContext c, Database database, ReadOnlySpan<byte> key, Entry entry, ListEnd end, long count)
    {
        ListObject list = ListAccess.Open(database, entry);
        count = Math.Min(count, list.Length);
        c.Reply.Array(count);
        ListReads.Write(c.Reply, list, end.Index, count, forward: end.IsHead);
        end.Remove(ref list, count);
        ListAccess.StoreAfterRemoval(database, key, entry, list, end.PopEvent);
        database.Shard.Dirty += count - 1;
    }

    private static void Pop(CommandContext c, ListEnd end)
    {
        bool hasCount = c.ArgCount > CountAt;
        if (c.ArgCount > CountAt + 1)
        {
            c.Reply.Error(end.IsHead
                ? "ERR wrong number of arguments for 'lpop' command"u8
                : "ERR wrong number of arguments for 'rpop' command"u8);
            return;
        }
        long count = 0;
        if (hasCount && !ArgumentNumbers.TryAtLeast(c, CountAt, 0, RespErrors.MustBePositive, out count))
            return;
        if (!c.TryWrite(1, RedisType.List, out Database database, out Entry entry))
            return;
        if (entry.IsNull)
            ReplyNothing(c, hasCount);
        else if (!hasCount)
            PopOne(c, database, c.Arg(1), entry, end);
        else if (count == 0)
            c.Reply.Array(0);
        else
            PopMany(c, database, c.Arg(1), entry, end, count);
    }

    private static void ReplyNothing(CommandContext c, bool hasCount)
    {
        if (hasCount)
            c.Reply.NullArray();
        else
            c.Reply.Null();
    }
}
