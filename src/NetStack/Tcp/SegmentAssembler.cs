using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// Which out-of-order bytes have arrived, in a bounded number of ranges, and which of them a SACK option should name: the range with the latest
/// segment first, then the others by how recently they changed (RFC 2018 section 4).
/// </summary>
internal sealed class SegmentAssembler
{
    internal const int MaxRanges = 32;
    private const int Remembered = 4;
    private readonly SequenceRanges _ranges = new(MaxRanges);
    private readonly SeqNumber[] _recent = new SeqNumber[Remembered];
    private int _recentCount;

    internal bool IsEmpty => _ranges.Count == 0;

    internal void Clear()
    {
        _ranges.Clear();
        _recentCount = 0;
    }

    /// <summary>Notes [start, end). Returns the number of new bytes; -1 if it does not fit.</summary>
    internal int Add(SeqNumber start, SeqNumber end)
    {
        var added = _ranges.Add(start, end);
        if (added >= 0)
            Remember(start);
        return added;
    }

    internal bool Covers(SeqNumber start, SeqNumber end) => _ranges.Covers(start, end);

    /// <summary>The in-order edge has moved: drops what lies below and returns where it moves on to through ranges that touch it.</summary>
    internal SeqNumber Advance(SeqNumber edge)
    {
        while (_ranges.Count > 0 && _ranges[0].Left <= edge)
        {
            edge = SeqNumber.Max(edge, _ranges[0].Right);
            _ranges.RemoveBelow(edge);
        }
        return edge;
    }

    /// <summary>Fills in the blocks to report; returns how many.</summary>
    internal int GetBlocks(ref SackBlocks blocks, int from, int most)
    {
        var count = from;
        for (var i = 0; i < _recentCount && count < most; i++)
        {
            if (TryFind(_recent[i], out var range) && !IsListed(blocks, from, count, range))
                blocks[count++] = range;
        }
        for (var i = 0; i < _ranges.Count && count < most; i++)
        {
            if (!IsListed(blocks, from, count, _ranges[i]))
                blocks[count++] = _ranges[i];
        }
        return count;
    }

    internal int RangeCount => _ranges.Count;

    private static bool IsListed(in SackBlocks blocks, int from, int count, SackBlock range)
    {
        for (var i = from; i < count; i++)
        {
            if (blocks[i] == range)
                return true;
        }
        return false;
    }

    private bool TryFind(SeqNumber number, out SackBlock range)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            range = _ranges[i];
            if (number.IsIn(range.Left, range.Right))
                return true;
        }
        range = default;
        return false;
    }

    private void Remember(SeqNumber start)
    {
        for (var i = Math.Min(_recentCount, Remembered - 1); i > 0; i--)
            _recent[i] = _recent[i - 1];
        _recent[0] = start;
        _recentCount = Math.Min(_recentCount + 1, Remembered);
    }
}
