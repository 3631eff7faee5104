using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>A bounded set of sequence numbers kept as sorted, disjoint, non-adjacent ranges.</summary>
internal sealed class SequenceRanges(int capacity)
{
    private readonly SackBlock[] _ranges = new SackBlock[capacity];

    internal int Count { get; private set; }

    /// <summary>Sequence numbers in the set.</summary>
    internal uint Total { get; private set; }

    internal SackBlock this[int index] => _ranges[index];

    /// <summary>The last range of a set that is not empty.</summary>
    internal SackBlock Last => _ranges[Count - 1];

    internal void Clear() => (Count, Total) = (0, 0);

    /// <summary>Adds [start, end). Returns how many numbers are new, or -1 if that would take more ranges than there is room for.</summary>
    internal int Add(SeqNumber start, SeqNumber end)
    {
        var first = 0;
        while (first < Count && _ranges[first].Right < start)
            first++;
        var last = first;
        var merged = new SackBlock(start, end);
        var covered = 0u;
        for (; last < Count && _ranges[last].Left <= end; last++)
        {
            covered += _ranges[last].Length;
            merged = new(SeqNumber.Min(merged.Left, _ranges[last].Left), SeqNumber.Max(merged.Right, _ranges[last].Right));
        }
        if (first == last)
        {
            if (Count == _ranges.Length)
                return -1;
            Array.Copy(_ranges, first, _ranges, first + 1, Count - first);
            Count++;
        }
        else if (last - first > 1)
        {
            Array.Copy(_ranges, last, _ranges, first + 1, Count - last);
            Count -= last - first - 1;
        }
        _ranges[first] = merged;
        var added = merged.Length - covered;
        Total += added;
        return (int)added;
    }

    /// <summary>Drops every number before the edge.</summary>
    internal void RemoveBelow(SeqNumber edge)
    {
        var gone = 0;
        while (gone < Count && _ranges[gone].Right <= edge)
            Total -= _ranges[gone++].Length;
        if (gone > 0)
        {
            Count -= gone;
            Array.Copy(_ranges, gone, _ranges, 0, Count);
        }
        if (Count > 0 && _ranges[0].Left < edge)
        {
            Total -= (uint)(edge - _ranges[0].Left);
            _ranges[0] = new(edge, _ranges[0].Right);
        }
    }

    /// <summary>How many numbers of [from, to) are in the set.</summary>
    internal uint CoveredIn(SeqNumber from, SeqNumber to)
    {
        var covered = 0u;
        for (var i = 0; i < Count; i++)
        {
            var left = SeqNumber.Max(_ranges[i].Left, from);
            var right = SeqNumber.Min(_ranges[i].Right, to);
            if (left < right)
                covered += (uint)(right - left);
        }
        return covered;
    }

    /// <summary>True if the whole of [start, end) is in the set.</summary>
    internal bool Covers(SeqNumber start, SeqNumber end)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_ranges[i].Left <= start && _ranges[i].Right >= end)
                return true;
        }
        return false;
    }

    /// <summary>Finds the first gap in [from, limit); false if there is none.</summary>
    internal bool TryFindGap(SeqNumber from, SeqNumber limit, out SeqNumber start, out SeqNumber end)
    {
        (start, end) = (from, limit);
        for (var i = 0; i < Count; i++)
        {
            if (_ranges[i].Right <= start)
                continue;
            if (_ranges[i].Left > start)
            {
                end = SeqNumber.Min(limit, _ranges[i].Left);
                break;
            }
            start = _ranges[i].Right;
        }
        return start < end;
    }
}
