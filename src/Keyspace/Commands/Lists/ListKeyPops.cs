using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>Commands that take elements from the first of several keys that has some: BLPOP, BRPOP, LMPOP and BLMPOP.</summary>
internal static class ListKeyPops
{
    public static void BLPop(CommandContext c) => BlockingPop(c, ListEnd.Head);

    public static void BRPop(CommandContext c) => BlockingPop(c, ListEnd.Tail);

    public static void LMPop(CommandContext c)
    {
        if (ListPopArguments.TryParse(c, 1, out ListPopArguments pop) && TryFind(c, pop.FirstKey, pop.KeyCount, out int found))
            Finish(c, pop, found, null);
    }

    public static void BLMPop(CommandContext c)
    {
        if (BlockingTimeout.TryRead(c, 1, out long timeout)
            && ListPopArguments.TryParse(c, 2, out ListPopArguments pop)
            && TryFind(c, pop.FirstKey, pop.KeyCount, out int found))
        {
            Finish(c, pop, found, timeout);
        }
    }

    private static void BlockingPop(CommandContext c, ListEnd end)
    {
        int keys = c.ArgCount - 2;
        if (!BlockingTimeout.TryRead(c, c.ArgCount - 1, out long timeout) || !TryFind(c, 1, keys, out int found))
            return;
        if (found == 0)
        {
            ReplyNothingOrWait(c, 1, keys, timeout);
            return;
        }
        ReadOnlySpan<byte> key = c.Arg(found);
        Database database = c.DatabaseOf(key);
        c.Reply.Array(2);
        c.Reply.Bulk(key);
        ListPops.PopOne(c, database, key, database.Find(key), end);
    }

    private static void Finish(CommandContext c, in ListPopArguments pop, int found, long? timeout)
    {
        if (found == 0)
        {
            ReplyNothingOrWait(c, pop.FirstKey, pop.KeyCount, timeout);
            return;
        }
        ReadOnlySpan<byte> key = c.Arg(found);
        Database database = c.DatabaseOf(key);
        c.Reply.Array(2);
        c.Reply.Bulk(key);
        ListPops.PopMany(c, database, key, database.Find(key), pop.End, pop.Count);
    }

    private static void ReplyNothingOrWait(CommandContext c, int firstKey, int keyCount, long? timeout)
    {
        if (timeout is not { } wait || c.DenyBlocking)
            c.Reply.NullArray();
        else
            c.Block(new BlockRequest(firstKey, keyCount, RedisType.List, wait, NullArrayOnTimeout: true));
    }

    /// <summary>Finds the first key that exists; false when it holds no list and the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="first">Position of the first key.</param>
    /// <param name="count">Number of keys.</param>
    /// <param name="found">Position of the key, or 0.</param>
    private static bool TryFind(CommandContext c, int first, int count, out int found)
    {
        for (found = first; found < first + count; found++)
        {
            if (!c.CanAccess(c.Arg(found)))
                continue;
            if (!c.TryWrite(found, RedisType.List, out _, out Entry entry))
                return false;
            if (!entry.IsNull)
                return true;
        }
        found = 0;
        return true;
    }
}
