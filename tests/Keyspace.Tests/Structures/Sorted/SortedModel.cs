using System.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sorted;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures.Sorted;

/// <summary>An index in the arena and a managed sorted list that undergo the same operations.</summary>
internal sealed unsafe class SortedModel(Arena arena, int seed, int distinctScores)
{
    private readonly Random _random = new(seed);
    private readonly List<(double Score, string Member)> _model = [];
    private readonly Dictionary<string, nint> _elements = [];
    private readonly SortedIndex _index = SortedIndex.Create(arena);

    internal SortedIndex Index => _index;

    internal int Count => _model.Count;

    internal void Step(int shrinking)
    {
        var choice = _random.Next(100);
        if (_model.Count == 0 || choice < 55 - shrinking)
        {
            Add(NextMember(), NextScore());
        }
        else if (choice < 75)
        {
            Remove(_random.Next(_model.Count));
        }
        else if (choice < 97)
        {
            Change(_random.Next(_model.Count));
        }
        else
        {
            RemoveRange();
        }

        Assert.Equal(_model.Count, _index.Count);
    }

    internal void Add(string member, double score)
    {
        if (_elements.ContainsKey(member))
        {
            return;
        }

        var element = ScoredMember.Create(arena, score, Encoding.ASCII.GetBytes(member));
        _elements.Add(member, (nint)element);
        _index.Insert(element);
        _model.Insert(~Search(score, member), (score, member));
    }

    internal void AssertEqual()
    {
        TreeCheck.AssertValid((SortedIndexHeader*)_index.Header);
        var at = 0;
        for (var place = _index.First; !place.IsNone; place = place.Next)
        {
            AssertElement(at++, place);
        }

        Assert.Equal(_model.Count, at);
        for (var place = _index.Last; !place.IsNone; place = place.Previous)
        {
            AssertElement(--at, place);
        }

        Assert.Equal(0, at);
        Assert.True(_index.At(-1).IsNone && _index.At(_model.Count).IsNone);
    }

    internal void AssertSearches()
    {
        for (var round = 0; round < 30 && _model.Count > 0; round++)
        {
            var rank = _random.Next(_model.Count);
            AssertElement(rank, _index.At(rank));
            Assert.Equal(rank, _index.RankOf((byte*)_elements[_model[rank].Member]));
            AssertCuts(round % 2 == 0 ? _model[rank].Score : NextScore());
        }
    }

    internal void Free()
    {
        _index.Free();
        foreach (var element in _elements.Values)
        {
            arena.Free((byte*)element);
        }
    }

    private void AssertCuts(double score)
    {
        var before = _model.Count(pair => pair.Score < score);
        var through = _model.Count(pair => pair.Score <= score);
        Assert.Equal(before, _index.CountBefore(ScoreCut.Before(score)));
        Assert.Equal(through, _index.CountBefore(ScoreCut.After(score)));
        AssertElement(before, _index.FirstAfter(ScoreCut.Before(score)));
        AssertElement(through, _index.FirstAfter(ScoreCut.After(score)));
        AssertElement(before - 1, _index.LastBefore(ScoreCut.Before(score)));
        AssertElement(through - 1, _index.LastBefore(ScoreCut.After(score)));
    }

    private void AssertElement(int expected, SortedPosition place)
    {
        Assert.Equal(expected < 0 || expected >= _model.Count, place.IsNone);
        if (!place.IsNone)
        {
            Assert.Equal(_model[expected].Score, place.Score);
            Assert.Equal(_model[expected].Score, ScoredMember.Score(place.Element));
            Assert.Equal(_model[expected].Member, Encoding.ASCII.GetString(ScoredMember.Member(place.Element)));
        }
    }

    private void Remove(int rank)
    {
        var element = (byte*)_elements[_model[rank].Member];
        _index.Remove(element);
        Forget(rank, element);
    }

    private void Change(int rank)
    {
        // Small changes keep the place, others do not.
        var (score, member) = _model[rank];
        score = _random.Next(3) == 0 ? NextScore() : score + _random.Next(-1, 2);
        _index.ChangeScore((byte*)_elements[member], score);
        _model.RemoveAt(rank);
        _model.Insert(~Search(score, member), (score, member));
    }

    private void RemoveRange()
    {
        var rank = _random.Next(_model.Count);
        var count = _random.Next(Math.Min(_model.Count - rank, _random.Next(2) == 0 ? 20 : 400) + 1);
        var taken = new Taken { Expected = [.. _model.GetRange(rank, count)] };
        _index.RemoveRange(rank, count, ref taken);
        Assert.Equal(count, taken.Next);
        for (var at = 0; at < count; at++)
        {
            Forget(rank, (byte*)_elements[_model[rank].Member]);
        }
    }

    private void Forget(int rank, byte* element)
    {
        _elements.Remove(_model[rank].Member);
        _model.RemoveAt(rank);
        arena.Free(element);
    }

    private double NextScore() => _random.Next(50) switch
    {
        0 => double.PositiveInfinity,
        1 => double.NegativeInfinity,
        _ => _random.Next(distinctScores) - (distinctScores / 2),
    };

    private string NextMember() => (_random.Next(2) == 0 ? "m" : "member:") + _random.Next(100_000);

    private int Search(double score, string member) => _model.BinarySearch((score, member), Comparer.Instance);

    private struct Taken : IRemovedElements
    {
        internal (double Score, string Member)[] Expected;
        internal int Next;

        public void Removed(byte* element) =>
            Assert.Equal(Expected[Next++].Member, Encoding.ASCII.GetString(ScoredMember.Member(element)));
    }

    private sealed class Comparer : IComparer<(double Score, string Member)>
    {
        internal static readonly Comparer Instance = new();

        public int Compare((double Score, string Member) x, (double Score, string Member) y)
        {
            var byScore = x.Score.CompareTo(y.Score);
            return byScore != 0 ? byScore : string.CompareOrdinal(x.Member, y.Member);
        }
    }
}
