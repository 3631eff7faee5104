using System.Buffers;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>ZRANDMEMBER.</summary>
internal static class RandomMembers
{
    /// <summary>Above one of so many wanted, a walk over the whole set is cheaper than drawing ranks.</summary>
    private const int WalkFraction = 3;

    public static void ZRandMember(CommandContext c)
    {
        if (c.ArgCount == 2)
        {
            ReplyOne(c);
            return;
        }

        if (!TryParse(c, out var count, out var withScores))
        {
            return;
        }

        if (!SortedSetAccess.TryRead(c, 1, out var set, out var replied) || count == 0)
        {
            if (!replied)
            {
                c.Reply.Array(0);
            }

            return;
        }

        ref var random = ref c.DatabaseOf(c.Arg(1)).Shard.Random;
        var length = set.Count;
        if (count < 0)
        {
            if (!RandomCount.FitsReply(c, -count))
            {
                return;
            }

            Repeated(c.Reply, set, -count, ref random, withScores);
        }
        else if (count >= length)
        {
            ElementReply.Range(c.Reply, set, new RankRange(0, length), reverse: false, withScores);
        }
        else if (count * WalkFraction > length)
        {
            Walk(c.Reply, set, count, ref random, withScores);
        }
        else
        {
            Draw(c.Reply, set, (int)count, ref random, withScores);
        }
    }

    private static void ReplyOne(CommandContext c)
    {
        if (SortedSetAccess.TryRead(c, 1, out var set, out var replied))
        {
            ref var random = ref c.DatabaseOf(c.Arg(1)).Shard.Random;
            ElementReply.Member(c.Reply, set, set.At(random.Next(set.Count)));
        }
        else if (!replied)
        {
            c.Reply.Null();
        }
    }

    private static bool TryParse(CommandContext c, out long count, out bool withScores)
    {
        withScores = false;
        if (!RandomCount.TryRead(c, 2, out count))
        {
            return false;
        }

        if (c.ArgCount > 4 || (c.ArgCount == 4 && !c.IsOption(3, "WITHSCORES"u8)))
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }

        withScores = c.ArgCount == 4;
        return !withScores || RandomCount.FitsPairs(c, count);
    }

    private static void Repeated(ReplyWriter reply, in SortedSetObject set, long count, ref FastRandom random, bool withScores)
    {
        var length = set.Count;
        ElementReply.Begin(reply, count, withScores);
        for (; count > 0; count--)
        {
            ElementReply.Element(reply, set, set.At(random.Next(length)), withScores);
        }
    }

    /// <summary>Passes over the set once and takes each element with the chance that leaves the right number.</summary>
    private static void Walk(ReplyWriter reply, in SortedSetObject set, long count, ref FastRandom random, bool withScores)
    {
        ElementReply.Begin(reply, count, withScores);
        var left = set.Count;
        for (var place = set.At(0); count > 0; place = set.Next(place), left--)
        {
            if (random.Next(left) < count)
            {
                ElementReply.Element(reply, set, place, withScores);
                count--;
            }
        }
    }

    /// <summary>Draws ranks until enough of them differ. The ranks are few among many, so a few rounds do.</summary>
    private static void Draw(ReplyWriter reply, in SortedSetObject set, int count, ref FastRandom random, bool withScores)
    {
        var rented = ArrayPool<long>.Shared.Rent(count);
        var ranks = rented.AsSpan(0, count);
        var length = set.Count;
        for (var distinct = 0; distinct < count; distinct = Distinct(ranks))
        {
            for (var at = distinct; at < count; at++)
            {
                ranks[at] = random.Next(length);
            }

            ranks.Sort();
        }

        ElementReply.Begin(reply, count, withScores);
        foreach (var rank in ranks)
        {
            ElementReply.Element(reply, set, set.At(rank), withScores);
        }

        ArrayPool<long>.Shared.Return(rented);
    }

    /// <summary>Moves the distinct numbers of a sorted list to its front.</summary>
    private static int Distinct(Span<long> sorted)
    {
        var distinct = 1;
        foreach (var number in sorted[1..])
        {
            if (number != sorted[distinct - 1])
            {
                sorted[distinct++] = number;
            }
        }

        return distinct;
    }
}
