using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Tables;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures.Elements;

public unsafe class ElementLayoutTests
{
    [Fact]
    public void Blocks_OfTypicalElements_AreSmall()
    {
        using var arena = new Arena();
        Assert.Equal(16, Arena.UsableSize(SetMember.Create(arena, "member:123456"u8)));
        Assert.Equal(24, Arena.UsableSize(ScoredMember.Create(arena, 1.5, "member:123456"u8)));
        Assert.Equal(32, Arena.UsableSize(HashField.Create(arena, "field:1234567890"u8, "value:12345678"u8)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(70_000)]
    public void Elements_OfAnyLength_GiveBackTheirBytes(int length)
    {
        using var arena = new Arena();
        var bytes = new ElementSource(length).Bytes(length);
        var member = SetMember.Create(arena, bytes);
        var scored = ScoredMember.Create(arena, -2.5, bytes);
        var field = HashField.Create(arena, bytes, bytes);
        Assert.True(SetMember.Text(member).SequenceEqual(bytes));
        Assert.True(ScoredMember.Member(scored).SequenceEqual(bytes));
        Assert.Equal(-2.5, ScoredMember.Score(scored));
        Assert.True(HashField.Field(field).SequenceEqual(bytes));
        Assert.True(HashField.Value(field).SequenceEqual(bytes));
    }

    [Fact]
    public void WithValue_SizesOfAllKinds_StaysInPlaceWhereTheBlockFits()
    {
        using var arena = new Arena();
        var source = new ElementSource(3);
        foreach (var nameLength in new[] { 0, 7, 253, 254, 255, 1_000 })
        {
            var name = source.Bytes(nameLength);
            var element = HashField.Create(arena, name, default);
            for (var round = 0; round < 500; round++)
            {
                var value = source.Next();
                var usable = Arena.UsableSize(element);
                var next = HashField.WithValue(arena, element, value);
                if (next != element)
                {
                    Assert.NotEqual(usable, Arena.UsableSize(next));
                    Assert.True(HashField.Field(element).SequenceEqual(name));
                    arena.Free(element);
                }

                element = next;
                Assert.True(HashField.Field(element).SequenceEqual(name));
                Assert.True(HashField.Value(element).SequenceEqual(value));
            }

            arena.Free(element);
        }

        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void WithValue_CounterGrowingByDigits_KeepsItsBlock()
    {
        using var arena = new Arena();
        var element = HashField.Create(arena, "counter"u8, "0"u8);
        for (var i = 0; i < 10; i++)
        {
            element = HashField.WithValue(arena, element, "12345"u8[..(1 + (i % 5))]);
        }

        Assert.Equal(1, arena.BlockCount);
        Assert.Equal(16, arena.UsedBytes);
    }

    [Fact]
    public void Layouts_AsTableArguments_FindElementsByTheirKeys()
    {
        using var arena = new Arena();
        AssertTable<SetMember>(arena, (a, key) => (nint)SetMember.Create(a, key));
        AssertTable<HashField>(arena, (a, key) => (nint)HashField.Create(a, key, "v"u8));
        AssertTable<ScoredMember>(arena, (a, key) => (nint)ScoredMember.Create(a, 1, key));
        Assert.Equal(0, arena.UsedBytes);
    }

    private static void AssertTable<TLayout>(Arena arena, Func<Arena, byte[], nint> create)
        where TLayout : struct, ITableLayout
    {
        var table = PointerTable<TLayout>.Create(arena);
        var source = new ElementSource(8);
        var elements = Enumerable.Range(0, 2_000).Select(i => (Key: source.Bytes(8 + (i % 20)), i)).ToList();
        var blocks = elements.ConvertAll(pair => create(arena, pair.Key));
        for (var i = 0; i < blocks.Count; i++)
        {
            table.Insert((byte*)blocks[i], KeyHash.Of(elements[i].Key));
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            Assert.True(table.Find(elements[i].Key, KeyHash.Of(elements[i].Key)) == (byte*)blocks[i]);
            Assert.True(table.RemoveElement((byte*)blocks[i], KeyHash.Of(elements[i].Key)));
            arena.Free((byte*)blocks[i]);
        }

        table.Free();
    }
}
