using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Elements of sorted sets in replies.</summary>
internal static class ElementReply
{
    /// <summary>A score: a bulk string, or a double in RESP3.</summary>
    [SkipLocalsInit]
    public static void Score(ReplyWriter reply, double score)
    {
        Span<byte> scratch = stackalloc byte[DoubleText.MaxLength];
        reply.DoubleText(scratch[..DoubleText.Format(score, scratch)]);
    }

    /// <summary>The member at a place.</summary>
    [SkipLocalsInit]
    public static void Member(ReplyWriter reply, in SortedSetObject set, SortedSetPlace place)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        reply.Bulk(set.Member(place, scratch));
    }

    /// <summary>Starts a list of elements: with scores it is flat in RESP2 and has pairs in RESP3.</summary>
    public static void Begin(ReplyWriter reply, long count, bool withScores) =>
        reply.Array(withScores && !reply.Resp3 ? count * 2 : count);

    /// <summary>One element of a list that <see cref="Begin"/> started.</summary>
    public static void Element(ReplyWriter reply, in SortedSetObject set, SortedSetPlace place, bool withScores)
    {
        if (!withScores)
        {
            Member(reply, set, place);
            return;
        }

        if (reply.Resp3)
        {
            reply.Array(2);
        }

        Pair(reply, set, place);
    }

    /// <summary>Member and score, without a header.</summary>
    public static void Pair(ReplyWriter reply, in SortedSetObject set, SortedSetPlace place)
    {
        Member(reply, set, place);
        Score(reply, set.Score(place));
    }

    /// <summary>A whole list of a range.</summary>
    public static void Range(ReplyWriter reply, in SortedSetObject set, RankRange range, bool reverse, bool withScores)
    {
        Begin(reply, range.Count, withScores);
        var place = range.First(set, reverse);
        for (var left = range.Count; left > 0; left--)
        {
            Element(reply, set, place, withScores);
            place = reverse ? set.Previous(place) : set.Next(place);
        }
    }
}
