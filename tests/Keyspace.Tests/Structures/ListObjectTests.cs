using System.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

public unsafe class ListObjectTests
{
    [Theory]
    [InlineData(1, -2, ListLimits.DefaultPackedThreshold)]
    [InlineData(2, -1, ListLimits.DefaultPackedThreshold)]
    [InlineData(3, -1, 65)]
    [InlineData(4, 1, ListLimits.DefaultPackedThreshold)]
    [InlineData(5, 3, ListLimits.DefaultPackedThreshold)]
    [InlineData(6, 20, 100)]
    [InlineData(7, 128, ListLimits.DefaultPackedThreshold)]
    [InlineData(8, -2, 10)]
    public void AnyOperations_AgainstAManagedList_LeaveTheSameElements(int seed, int fill, long threshold)
    {
        using var arena = new Arena();
        var model = new ListModel(arena, new ListLimits(fill, threshold), seed);
        var encodings = new HashSet<ListEncoding>();
        for (var round = 0; round < 8_000; round++)
        {
            model.Step(round / 2_000 % 2 == 0 ? 0 : 25);
            encodings.Add(model.Encoding);
            if (round % 50 == 0)
            {
                model.AssertEqual();
            }
        }

        Assert.Equal(2, encodings.Count);
        model.Open().Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Encoding_GrowingAndShrinking_ChangesAtTheLimitAndBackAtHalf()
    {
        using var arena = new Arena();
        var list = ListObject.Create(arena, new ListLimits(10));
        for (var i = 0; i < 10; i++)
        {
            list.PushTail("x"u8);
        }

        Assert.Equal(ListEncoding.Listpack, list.Encoding);
        list.PushTail("x"u8);
        Assert.Equal(ListEncoding.Quicklist, list.Encoding);
        list.RemoveTail();
        while (list.Length > 6)
        {
            list.RemoveHead();
            Assert.Equal(ListEncoding.Quicklist, list.Encoding);
        }

        list.RemoveHead();
        Assert.Equal(ListEncoding.Listpack, list.Encoding);
        list.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void PrepareToAdd_ArgumentsOfOneCommandTogetherTooLarge_ConvertsBeforehand()
    {
        using var arena = new Arena();
        var list = ListObject.Create(arena, ListLimits.Default);
        list.PrepareToAdd(8192 - Listpack.EmptyBytes, 2);
        Assert.Equal(ListEncoding.Listpack, list.Encoding);
        list.PrepareToAdd(8192 - Listpack.EmptyBytes + 1, 2);
        Assert.Equal(ListEncoding.Quicklist, list.Encoding);
        list.PushTail("a"u8);
        list.ConvertAfterBuild();
        Assert.Equal(ListEncoding.Listpack, list.Encoding);
        Assert.True(list.Read(list.Seek(0)).TextEquals("a"u8));
        list.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(-2, 1 << 30, 9000, ListEncoding.Quicklist)]
    [InlineData(4, 1 << 30, 9000, ListEncoding.Listpack)]
    [InlineData(4, 8000, 9000, ListEncoding.Quicklist)]
    public void Encoding_OneLargeElementLeft_IsThatOfRedis(int fill, long threshold, int length, ListEncoding expected)
    {
        using var arena = new Arena();
        var list = ListObject.Create(arena, new ListLimits(fill, threshold));
        var large = new byte[length];
        list.PushTail(large);
        list.PushTail("small"u8);
        Assert.Equal((ListEncoding.Quicklist, 2L), (list.Encoding, list.NodeCount));
        list.RemoveTail();
        Assert.Equal(expected, list.Encoding);
        Assert.True(list.Read(list.Seek(0)).TextEquals(large));
        list.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Trim_LongList_FreesWholeNodesAndKeepsTheMiddle()
    {
        using var arena = new Arena();
        var list = BuildMembers(arena, 100_000);
        list.Trim(50_000, 50_009);
        Assert.Equal((10L, ListEncoding.Listpack), (list.Length, list.Encoding));
        Assert.True(list.Read(list.Seek(0)).TextEquals("member:50000"u8));
        list.Trim(1, 0);
        Assert.Equal(0, list.Length);
        list.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void RemoveMatching_MostElements_LeavesNoSparseNodes()
    {
        using var arena = new Arena();
        var list = ListObject.Create(arena, ListLimits.Default);
        for (var i = 0; i < 50_000; i++)
        {
            list.PushTail(i % 50 == 0 ? "kept:123456"u8 : "dropped:123456"u8);
        }

        var before = list.NodeCount;
        Assert.Equal(49_000, list.RemoveMatching("dropped:123456"u8, 0));
        Assert.InRange(list.NodeCount, 1, before / 40);
        Assert.Equal(1_000, list.Length);
        list.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Push_ManyMembers_CostsAtMostSixteenBytesEach(bool atTail)
    {
        const int Members = 200_000;
        using var arena = new Arena();
        var list = BuildMembers(arena, Members, atTail, first: 100_000);
        Assert.InRange((double)arena.UsedBytes / Members, 14.0, 16.0);
        list.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void AppendNodes_FromAFile_KeepsNodesAndElements()
    {
        using var arena = new Arena();
        var source = ListObject.Create(arena, new ListLimits(3, 1000));
        for (var i = 0; i < 20; i++)
        {
            source.PushTail(i % 7 == 6 ? new byte[2000] : Encoding.ASCII.GetBytes("e" + i));
        }

        var copy = ListObject.Create(arena, new ListLimits(3, 1000));
        for (var nodes = source.Nodes; nodes.MoveNext();)
        {
            if (nodes.IsPlain)
            {
                copy.AppendPlainNode(nodes.Bytes);
            }
            else
            {
                copy.AppendListpackNode(nodes.Bytes);
            }
        }

        copy.AppendListpackNode(Convert.FromHexString("070000000000ff"));
        copy.ConvertAfterBuild();
        Assert.Equal((source.Length, source.NodeCount, ListEncoding.Quicklist), (copy.Length, copy.NodeCount, copy.Encoding));
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        for (var (a, b) = (source.Seek(0), copy.Seek(0)); !a.IsNone; (a, b) = (source.Next(a), copy.Next(b)))
        {
            Assert.True(copy.Read(b).TextEquals(source.Read(a).AsText(scratch)));
        }

        source.Free();
        copy.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(-1, 4096, int.MaxValue)]
    [InlineData(-5, 65536, int.MaxValue)]
    [InlineData(-9, 65536, int.MaxValue)]
    [InlineData(0, 8192, 1)]
    [InlineData(40_000, 8192, 32_767)]
    public void Limits_OfADirectiveValue_AreThoseOfRedis(int fill, int bytes, int entries)
    {
        var limits = new ListLimits(fill);
        Assert.Equal((bytes, entries), (limits.NodeBytes, limits.NodeEntries));
    }

    private static ListObject BuildMembers(Arena arena, int count, bool atTail = true, int first = 0)
    {
        var list = ListObject.Create(arena, ListLimits.Default);
        Span<byte> text = stackalloc byte[32];
        "member:"u8.CopyTo(text);
        for (var i = 0; i < count; i++)
        {
            var length = 7 + MtcpRedis.Core.Text.IntegerText.Format(first + i, text[7..]);
            if (atTail)
            {
                list.PushTail(text[..length]);
            }
            else
            {
                list.PushHead(text[..length]);
            }
        }

        return list;
    }
}
