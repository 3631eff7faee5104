using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.SortedSets;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>ZSCAN.</summary>
internal static unsafe class ScanCommand
{
    public static void ZScan(CommandContext c)
    {
        if (!ElementScan.TryCursor(c, 2, out var cursor))
        {
            return;
        }

        if (!SortedSetAccess.TryRead(c, 1, out var set, out var replied))
        {
            if (!replied)
            {
                ElementScan.Begin(c.Reply, 0);
                c.Reply.Array(0);
            }
        }
        else if (ElementScan.TryParse(c, 3, out var scan))
        {
            if (set.IsListpack)
            {
                ReplyAll(c.Reply, set, scan);
            }
            else
            {
                ReplyPart(c.Reply, set, scan, cursor, c.DatabaseOf(c.Arg(1)).Shard.ScanResults);
            }
        }
    }

    /// <summary>A listpack is replied as a whole.</summary>
    private static void ReplyAll(ReplyWriter reply, in SortedSetObject set, in ElementScan scan)
    {
        ElementScan.Begin(reply, 0);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        Span<byte> score = stackalloc byte[DoubleText.MaxLength];
        var start = reply.Length;
        long count = 0;
        for (var place = set.At(0); !place.IsNone; place = set.Next(place))
        {
            var member = set.Member(place, scratch);
            if (scan.Matches(member))
            {
                reply.Bulk(member);
                reply.Bulk(score[..DoubleText.Format(set.Score(place), score)]);
                count += 2;
            }
        }

        reply.InsertArray(start, count);
    }

    private static void ReplyPart(
        ReplyWriter reply, in SortedSetObject set, in ElementScan scan, ulong cursor, NativeList<nint> found)
    {
        found.Clear();
        var collector = new Collector(found);
        ElementScan.Begin(reply, set.Scan(cursor, scan.Count, ref collector));
        Span<byte> score = stackalloc byte[LongScoreText.MaxLength];
        var start = reply.Length;
        long count = 0;
        for (var at = 0; at < found.Count; at++)
        {
            var element = (byte*)found[at];
            var member = ScoredMember.Member(element);
            if (scan.Matches(member))
            {
                reply.Bulk(member);
                reply.Bulk(score[..LongScoreText.Format(ScoredMember.Score(element), score)]);
                count += 2;
            }
        }

        reply.InsertArray(start, count);
    }

    private readonly struct Collector(NativeList<nint> found) : ITableVisitor
    {
        public void Visit(byte* element) => found.Add((nint)element);
    }
}
