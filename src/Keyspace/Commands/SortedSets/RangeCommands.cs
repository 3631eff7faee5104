using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Ranges of sorted sets: read, stored, counted, removed.</summary>
internal static class RangeCommands
{
    public static void ZRange(CommandContext c) => Reply(c, default);

    public static void ZRevRange(CommandContext c) => Reply(c, new RangeOptions { Kind = RangeKind.Rank, Reverse = true });

    public static void ZRangeByScore(CommandContext c) => Reply(c, new RangeOptions { Kind = RangeKind.Score, Reverse = false });

    public static void ZRevRangeByScore(CommandContext c) => Reply(c, new RangeOptions { Kind = RangeKind.Score, Reverse = true });

    public static void ZRangeByLex(CommandContext c) => Reply(c, new RangeOptions { Kind = RangeKind.Lex, Reverse = false });

    public static void ZRevRangeByLex(CommandContext c) => Reply(c, new RangeOptions { Kind = RangeKind.Lex, Reverse = true });

    public static void ZRangeStore(CommandContext c)
    {
        RangeOptions options = default;
        if (!TryParse(c, key: 2, store: true, ref options, out var bounds))
        {
            return;
        }

        var isThere = SortedSetAccess.TryRead(c, 2, out var source, out var replied);
        if (replied)
        {
            return;
        }

        var destination = c.Arg(1);
        var result = SortedSetAccess.Create(c.DatabaseOf(destination));
        if (isThere)
        {
            Copy(source, Find(source, bounds, options), options.Reverse == true, ref result);
        }

        c.Reply.Integer(SortedSetAccess.Store(c, destination, ref result, "zrangestore"u8));
    }

    public static void ZCount(CommandContext c) => Count(c, RangeKind.Score);

    public static void ZLexCount(CommandContext c) => Count(c, RangeKind.Lex);

    public static void ZRemRangeByRank(CommandContext c) => Remove(c, RangeKind.Rank, "zremrangebyrank"u8);

    public static void ZRemRangeByScore(CommandContext c) => Remove(c, RangeKind.Score, "zremrangebyscore"u8);

    public static void ZRemRangeByLex(CommandContext c) => Remove(c, RangeKind.Lex, "zremrangebylex"u8);

    private static bool TryParse(CommandContext c, int key, bool store, ref RangeOptions options, out RangeBounds bounds)
    {
        bounds = default;
        if (!RangeOptions.TryParse(c, key + 3, store, ref options))
        {
            return false;
        }

        // In reverse the upper bound comes first, indexes excepted.
        var swap = options.Reverse == true && options.Kind != RangeKind.Rank;
        return RangeBounds.TryParse(c, options.Kind!.Value, swap ? key + 2 : key + 1, swap ? key + 1 : key + 2, out bounds);
    }

    private static RankRange Find(in SortedSetObject set, in RangeBounds bounds, in RangeOptions options)
    {
        var reverse = options.Reverse == true;
        var range = bounds.Find(set, reverse);
        return options.Kind == RangeKind.Rank ? range : range.Limit(options.Offset, options.Limit, reverse);
    }

    private static void Reply(CommandContext c, RangeOptions options)
    {
        if (!TryParse(c, key: 1, store: false, ref options, out var bounds))
        {
            return;
        }

        if (SortedSetAccess.TryRead(c, 1, out var set, out var replied))
        {
            ElementReply.Range(c.Reply, set, Find(set, bounds, options), options.Reverse == true, options.WithScores);
        }
        else if (!replied)
        {
            c.Reply.Array(0);
        }
    }

    private static void Copy(in SortedSetObject source, RankRange range, bool reverse, ref SortedSetObject result)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        var place = range.First(source, reverse);
        for (var left = range.Count; left > 0; left--)
        {
            var member = source.Member(place, scratch);
            result.Add(result.Find(member), member, source.Score(place));
            place = reverse ? source.Previous(place) : source.Next(place);
        }
    }

    private static void Count(CommandContext c, RangeKind kind)
    {
        if (!RangeBounds.TryParse(c, kind, 2, 3, out var bounds))
        {
            return;
        }

        if (SortedSetAccess.TryRead(c, 1, out var set, out var replied))
        {
            c.Reply.Integer(bounds.Find(set, reverse: false).Count);
        }
        else if (!replied)
        {
            c.Reply.Integer(0);
        }
    }

    private static void Remove(CommandContext c, RangeKind kind, ReadOnlySpan<byte> eventName)
    {
        if (!RangeBounds.TryParse(c, kind, 2, 3, out var bounds)
            || !c.TryWrite(1, RedisType.SortedSet, out var database, out var entry))
        {
            return;
        }

        if (entry.IsNull)
        {
            c.Reply.Integer(0);
            return;
        }

        var set = SortedSetAccess.Open(database, entry);
        var range = bounds.Find(set, reverse: false);
        if (range.Count > 0)
        {
            set.RemoveRange(range.Start, range.Count);
            SortedSetAccess.CloseAfterRemoval(database, entry, c.Arg(1), set, eventName);
        }

        c.Reply.Integer(range.Count);
    }
}
