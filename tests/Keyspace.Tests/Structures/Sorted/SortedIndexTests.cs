using System.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sorted;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures.Sorted;

public unsafe class SortedIndexTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 20)]
    [InlineData(3, 1_000)]
    [InlineData(4, 1_000_000)]
    public void AnyOperations_AgainstAManagedModel_LeaveTheSameOrder(int seed, int distinctScores)
    {
        using var arena = new Arena();
        var model = new SortedModel(arena, seed, distinctScores);
        for (var round = 0; round < 12_000; round++)
        {
            model.Step(round / 4_000 % 2 == 0 ? 0 : 25);
            if (round % 200 == 0)
            {
                model.AssertEqual();
                model.AssertSearches();
            }
        }

        model.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Insert_InOrder_LeavesFullLeavesAndAValidTree(int direction)
    {
        using var arena = new Arena();
        var model = new SortedModel(arena, 5, 10);
        for (var i = 0; i < 20_000; i++)
        {
            model.Add("member:" + i, i * direction);
        }

        model.AssertEqual();
        Assert.InRange(IndexBytes(arena, model.Index), 20_000 * 16L, 20_000 * 18L);
        model.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Insert_RandomScores_CostsAtMostTwentyBytesPerElement()
    {
        const int Elements = 60_000;
        using var arena = new Arena();
        var index = SortedIndex.Create(arena);
        var random = new Random(7);
        var member = new byte[8];
        var elements = new List<nint>();
        for (var i = 0; i < Elements; i++)
        {
            random.NextBytes(member);
            elements.Add((nint)ScoredMember.Create(arena, random.NextDouble(), member));
            index.Insert((byte*)elements[^1]);
        }

        Assert.InRange(IndexBytes(arena, index) / (double)Elements, 16, 20);
        TreeCheck.AssertValid((SortedIndexHeader*)index.Header);

        // Removing nine of ten leaves a tree for the rest, not for what was.
        for (var i = 0; i < Elements; i++)
        {
            if (i % 10 != 0)
            {
                index.Remove((byte*)elements[i]);
                arena.Free((byte*)elements[i]);
            }
        }

        Assert.InRange(IndexBytes(arena, index) / (double)index.Count, 16, 27);
        TreeCheck.AssertValid((SortedIndexHeader*)index.Header);
    }

    [Fact]
    public void LexCuts_EqualScores_BoundTheRanges()
    {
        using var arena = new Arena();
        var model = new SortedModel(arena, 9, 1);
        for (var i = 0; i < 1_000; i++)
        {
            model.Add("m" + i.ToString("D4"), 0);
        }

        var bytes = "m0500"u8.ToArray();
        fixed (byte* member = bytes)
        {
            var index = model.Index;
            Assert.Equal(0, index.CountBefore(LexCut.Start));
            Assert.Equal(1_000, index.CountBefore(LexCut.End));
            Assert.Equal(500, index.CountBefore(LexCut.Before(member, 5)));
            Assert.Equal(501, index.CountBefore(LexCut.After(member, 5)));
            Assert.Equal(500, index.CountBefore(LexCut.After(member, 4)));
            Assert.Equal(0, index.CountBefore(LexCut.Before(member, 0)));
            Assert.Equal("m0499", Text(index.LastBefore(LexCut.Before(member, 5))));
            Assert.Equal("m0501", Text(index.FirstAfter(LexCut.After(member, 5))));
            Assert.True(index.FirstAfter(LexCut.End).IsNone);
            Assert.True(index.LastBefore(LexCut.Start).IsNone);
            Assert.True(LexCut.Before(member, 5).IsAfter("m05"u8) && !LexCut.Before(member, 5).IsAfter("m0500"u8));
        }

        model.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void RemoveRange_Everything_LeavesAnEmptyUsableIndex()
    {
        using var arena = new Arena();
        var index = SortedIndex.Create(arena);
        var empty = arena.UsedBytes;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 5_000; i++)
            {
                index.Insert(ScoredMember.Create(arena, i * 7 % 5_000, Encoding.ASCII.GetBytes("m" + i)));
            }

            var freeing = new Freeing { Arena = arena };
            index.RemoveRange(0, index.Count, ref freeing);
            Assert.Equal(5_000, freeing.Count);
            Assert.True(index.First.IsNone && index.Last.IsNone && index.FirstAfter(ScoreCut.Before(0)).IsNone);
            Assert.Equal(empty, arena.UsedBytes);
        }

        index.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    private static string Text(SortedPosition place) => Encoding.ASCII.GetString(ScoredMember.Member(place.Element));

    /// <summary>Bytes of the tree: what is used, without the elements.</summary>
    private static long IndexBytes(Arena arena, SortedIndex index)
    {
        var bytes = arena.UsedBytes;
        for (var place = index.First; !place.IsNone; place = place.Next)
        {
            bytes -= Arena.UsableSize(place.Element);
        }

        return bytes;
    }

    private struct Freeing : IRemovedElements
    {
        internal Arena Arena;
        internal int Count;

        public void Removed(byte* element)
        {
            Arena.Free(element);
            Count++;
        }
    }
}
