using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Commands that take elements off the ends of sorted sets, waiting for them or not.</summary>
internal static class PopCommands
{
    public static void ZPopMin(CommandContext c) => Pop(c, highest: false);

    public static void ZPopMax(CommandContext c) => Pop(c, highest: true);

    public static void BZPopMin(CommandContext c) => BlockingPop(c, highest: false);

    public static void BZPopMax(CommandContext c) => BlockingPop(c, highest: true);

    public static void ZMPop(CommandContext c)
    {
        if (MultiPopOptions.TryParse(c, 1, out var options) && !TryMultiPop(c, options, out var replied) && !replied)
        {
            c.Reply.NullArray();
        }
    }

    public static void BZMPop(CommandContext c)
    {
        if (!BlockingTimeout.TryRead(c, 1, out var timeout)
            || !MultiPopOptions.TryParse(c, 2, out var options)
            || TryMultiPop(c, options, out var replied)
            || replied)
        {
            return;
        }

        Wait(c, options.FirstKey, options.KeyCount, timeout);
    }

    private static void Pop(CommandContext c, bool highest)
    {
        if (c.ArgCount > 3)
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }

        long count = 1;
        var withCount = c.ArgCount == 3;
        if (withCount && !ArgumentNumbers.TryAtLeast(c, 2, 0, RespErrors.MustBePositive, out count))
        {
            return;
        }

        if (!ElementTaker.TryFind(c, 1, highest, out var taker, out var replied) || count == 0)
        {
            if (!replied)
            {
                c.Reply.Array(0);
            }

            return;
        }

        count = Math.Min(count, taker.Count);
        if (withCount)
        {
            ElementReply.Begin(c.Reply, count, withScores: true);
            taker.Take(c.Reply, count, pairs: c.Reply.Resp3);
        }
        else
        {
            c.Reply.Array(2);
            taker.Take(c.Reply, 1, pairs: false);
        }
    }

    private static bool TryMultiPop(CommandContext c, in MultiPopOptions options, out bool replied)
    {
        replied = false;
        for (var at = 0; at < options.KeyCount; at++)
        {
            if (ElementTaker.TryFind(c, options.FirstKey + at, options.Highest, out var taker, out replied))
            {
                var count = Math.Min(options.Count, taker.Count);
                c.Reply.Array(2);
                c.Reply.Bulk(c.Arg(options.FirstKey + at));
                c.Reply.Array(count);
                taker.Take(c.Reply, count, pairs: true);
                return true;
            }

            if (replied)
            {
                return false;
            }
        }

        return false;
    }

    private static void BlockingPop(CommandContext c, bool highest)
    {
        var keys = c.ArgCount - 2;
        if (!BlockingTimeout.TryRead(c, c.ArgCount - 1, out var timeout))
        {
            return;
        }

        for (var key = 1; key <= keys; key++)
        {
            if (ElementTaker.TryFind(c, key, highest, out var taker, out var replied))
            {
                c.Reply.Array(3);
                c.Reply.Bulk(c.Arg(key));
                taker.Take(c.Reply, 1, pairs: false);
                return;
            }

            if (replied)
            {
                return;
            }
        }

        Wait(c, 1, keys, timeout);
    }

    private static void Wait(CommandContext c, int firstKey, int keyCount, long timeout)
    {
        if (c.DenyBlocking)
        {
            c.Reply.NullArray();
        }
        else
        {
            c.Block(new BlockRequest(firstKey, keyCount, RedisType.SortedSet, timeout, NullArrayOnTimeout: true));
        }
    }
}
