using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Questions about single members, and ZREM.</summary>
internal static class ElementReads
{
    public static void ZCard(CommandContext c)
    {
        if (SortedSetAccess.TryRead(c, 1, out var set, out var replied))
        {
            c.Reply.Integer(set.Count);
        }
        else if (!replied)
        {
            c.Reply.Integer(0);
        }
    }

    public static void ZScore(CommandContext c)
    {
        if (SortedSetAccess.TryRead(c, 1, out var set, out var replied))
        {
            ReplyScore(c, set, c.Arg(2));
        }
        else if (!replied)
        {
            c.Reply.Null();
        }
    }

    public static void ZMScore(CommandContext c)
    {
        var isThere = SortedSetAccess.TryRead(c, 1, out var set, out var replied);
        if (replied)
        {
            return;
        }

        c.Reply.Array(c.ArgCount - 2);
        for (var index = 2; index < c.ArgCount; index++)
        {
            if (isThere)
            {
                ReplyScore(c, set, c.Arg(index));
            }
            else
            {
                c.Reply.Null();
            }
        }
    }

    public static void ZRank(CommandContext c) => Rank(c, reverse: false);

    public static void ZRevRank(CommandContext c) => Rank(c, reverse: true);

    public static void ZRem(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.SortedSet, out var database, out var entry))
        {
            return;
        }

        if (entry.IsNull)
        {
            c.Reply.Integer(0);
            return;
        }

        var set = SortedSetAccess.Open(database, entry);
        long removed = 0;
        for (var index = 2; index < c.ArgCount && (removed == 0 || set.Count > 0); index++)
        {
            var slot = set.Find(c.Arg(index));
            if (slot.IsFound)
            {
                set.Remove(slot);
                removed++;
            }
        }

        if (removed > 0)
        {
            SortedSetAccess.CloseAfterRemoval(database, entry, c.Arg(1), set, "zrem"u8);
        }

        c.Reply.Integer(removed);
    }

    private static void ReplyScore(CommandContext c, in SortedSetObject set, ReadOnlySpan<byte> member)
    {
        var slot = set.Find(member);
        if (slot.IsFound)
        {
            ElementReply.Score(c.Reply, set.Score(slot));
        }
        else
        {
            c.Reply.Null();
        }
    }

    private static void Rank(CommandContext c, bool reverse)
    {
        if (c.ArgCount > 4)
        {
            c.Reply.Error(reverse
                ? "ERR wrong number of arguments for 'zrevrank' command"u8
                : "ERR wrong number of arguments for 'zrank' command"u8);
            return;
        }

        var withScore = c.ArgCount == 4;
        if (withScore && !c.IsOption(3, "WITHSCORE"u8))
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }

        var isThere = SortedSetAccess.TryRead(c, 1, out var set, out var replied);
        if (!replied)
        {
            ReplyRank(c, set, isThere ? set.Find(c.Arg(2)) : default, reverse, withScore);
        }
    }

    private static void ReplyRank(CommandContext c, in SortedSetObject set, SortedSetSlot slot, bool reverse, bool withScore)
    {
        if (!slot.IsFound)
        {
            if (withScore)
            {
                c.Reply.NullArray();
            }
            else
            {
                c.Reply.Null();
            }

            return;
        }

        var rank = set.RankOf(slot);
        if (withScore)
        {
            c.Reply.Array(2);
        }

        c.Reply.Integer(reverse ? set.Count - 1 - rank : rank);
        if (withScore)
        {
            ElementReply.Score(c.Reply, set.Score(slot));
        }
    }
}
