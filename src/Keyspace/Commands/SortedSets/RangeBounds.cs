using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.Sorted;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The bounds of a range as a command gives them.</summary>
internal readonly unsafe struct RangeBounds
{
    private readonly RangeKind _kind;
    private readonly long _first;
    private readonly long _last;
    private readonly ScoreCut _fromScore;
    private readonly ScoreCut _toScore;
    private readonly LexCut _fromMember;
    private readonly LexCut _toMember;

    private RangeBounds(long first, long last)
    {
        _kind = RangeKind.Rank;
        _first = first;
        _last = last;
    }

    private RangeBounds(ScoreCut from, ScoreCut to)
    {
        _kind = RangeKind.Score;
        _fromScore = from;
        _toScore = to;
    }

    private RangeBounds(LexCut from, LexCut to)
    {
        _kind = RangeKind.Lex;
        _fromMember = from;
        _toMember = to;
    }

    /// <summary>Reads the bounds; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="low">Position of the lower one, or of the first index.</param>
    /// <param name="high">Position of the upper one, or of the last index.</param>
    /// <param name="bounds">The bounds.</param>
    public static bool TryParse(CommandContext c, RangeKind kind, int low, int high, out RangeBounds bounds)
    {
        bounds = default;
        switch (kind)
        {
            case RangeKind.Rank:
                if (!c.TryInteger(low, out var first) || !c.TryInteger(high, out var last))
                {
                    return false;
                }

                bounds = new RangeBounds(first, last);
                return true;
            case RangeKind.Score:
                if (!TryScore(c.Arg(low), out var min, out var above) || !TryScore(c.Arg(high), out var max, out var below))
                {
                    c.Reply.Error("ERR min or max is not a float"u8);
                    return false;
                }

                bounds = new RangeBounds(
                    above ? ScoreCut.After(min) : ScoreCut.Before(min), below ? ScoreCut.Before(max) : ScoreCut.After(max));
                return true;
            default:
                if (!TryMember(c, low, lower: true, out var from) || !TryMember(c, high, lower: false, out var to))
                {
                    c.Reply.Error("ERR min or max not valid string range item"u8);
                    return false;
                }

                bounds = new RangeBounds(from, to);
                return true;
        }
    }

    /// <summary>The elements of a set that lie within.</summary>
    /// <param name="set">The set.</param>
    /// <param name="reverse">Whether indexes count from the highest score.</param>
    public RankRange Find(in SortedSetObject set, bool reverse) => _kind switch
    {
        RangeKind.Rank => RankRange.OfIndexes(_first, _last, set.Count, reverse),
        RangeKind.Score => Between(set, _fromScore, _toScore),
        _ => Between(set, _fromMember, _toMember),
    };

    private static RankRange Between<TCut>(in SortedSetObject set, TCut from, TCut to)
        where TCut : struct, ISortedCut
    {
        var start = set.CountBefore(from);
        var count = set.CountBefore(to) - start;
        return count > 0 ? new RankRange(start, count) : default;
    }

    private static bool TryScore(ReadOnlySpan<byte> text, out double score, out bool excluded)
    {
        excluded = text.Length > 0 && text[0] == '(';
        return DoubleText.TryParseBound(excluded ? text[1..] : text, out score);
    }

    private static bool TryMember(CommandContext c, int index, bool lower, out LexCut cut)
    {
        var argument = c.Args[index];
        var mark = argument.Length == 0 ? default : *argument.Pointer;
        var member = argument.Pointer + 1;
        var length = argument.Length - 1;
        switch (mark)
        {
            case (byte)'-' or (byte)'+' when length == 0:
                cut = mark == '-' ? LexCut.Start : LexCut.End;
                return true;
            case (byte)'[' or (byte)'(':
                cut = lower == (mark == '[') ? LexCut.Before(member, length) : LexCut.After(member, length);
                return true;
            default:
                cut = default;
                return false;
        }
    }
}
