using System.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

public unsafe class ListpackTests
{
    [Fact]
    public void Append_ValuesOfEveryEncoding_GivesTheBytesOfRedis()
    {
        using var arena = new Arena();
        foreach (var (values, block) in GoldenFile.Read("listpack.txt"))
        {
            var listpack = Build(arena, values);
            GoldenFile.AssertBlock(block, Listpack.Bytes(listpack));
            Assert.Equal(values, Elements(listpack));
            Listpack.Free(arena, listpack);
        }

        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Create_Empty_HasSevenBytesAndNoEntries()
    {
        using var arena = new Arena();
        var listpack = Listpack.Create(arena);
        Assert.Equal("070000000000ff", Convert.ToHexStringLower(Listpack.Bytes(listpack)));
        Assert.Equal(Listpack.None, Listpack.First(listpack));
        Assert.Equal(Listpack.None, Listpack.Last(listpack));
        Assert.Equal(Listpack.None, Listpack.Seek(listpack, 0));
        Assert.Equal(Listpack.None, Listpack.Seek(listpack, -1));
        Listpack.Free(arena, listpack);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyOperations_AgainstAManagedList_LeaveTheSameElements(int seed)
    {
        using var arena = new Arena();
        var source = new ElementSource(seed);
        var model = new List<byte[]>();
        var listpack = Listpack.Create(arena);
        for (var round = 0; round < 6_000; round++)
        {
            Step(arena, ref listpack, model, source);
            Assert.Equal(model.Count, Listpack.Count(listpack));
            Assert.True(Arena.UsableSize(listpack) >= Listpack.TotalBytes(listpack));
            if (round % 100 == 0)
            {
                Assert.Equal(model, Elements(listpack));
                Assert.True(ListpackValidator.IsValid(Listpack.Bytes(listpack), out var count));
                Assert.Equal(model.Count, count);
                AssertBackwards(listpack, model);
            }
        }

        Listpack.Free(arena, listpack);
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Find_WithSkip_SeesOnlyTheFields()
    {
        using var arena = new Arena();
        var listpack = Build(arena, Encode("a", "b", "b", "1", "1", "c", "x", "a"));
        Assert.Equal(Listpack.Seek(listpack, 2), Listpack.Find(listpack, Listpack.First(listpack), "b"u8, 1));
        Assert.Equal(Listpack.Seek(listpack, 1), Listpack.Find(listpack, Listpack.First(listpack), "b"u8));
        Assert.Equal(Listpack.Seek(listpack, 4), Listpack.Find(listpack, Listpack.First(listpack), "1"u8, 1));
        Assert.Equal(Listpack.None, Listpack.Find(listpack, Listpack.First(listpack), "01"u8));
        Assert.Equal(Listpack.None, Listpack.Find(listpack, Listpack.First(listpack), "c"u8, 1));
        Assert.Equal(Listpack.None, Listpack.Find(listpack, Listpack.None, "a"u8));
        Listpack.Free(arena, listpack);
    }

    [Fact]
    public void Count_PastWhatTheHeaderHolds_IsWalkedAndRecovers()
    {
        using var arena = new Arena();
        var listpack = Listpack.Create(arena);
        for (var i = 0; i < 70_000; i++)
        {
            Listpack.Append(arena, ref listpack, i & 127);
        }

        Assert.Equal(70_000, Listpack.Count(listpack));
        Assert.Equal(0xFFFF, BitConverter.ToUInt16(Listpack.Bytes(listpack)[4..]));
        Assert.True(ListpackValidator.IsValid(Listpack.Bytes(listpack), out _));
        Assert.Equal(69_999 & 127, Listpack.Read(listpack, Listpack.Seek(listpack, -1)).Integer);
        Assert.Equal(10_000, Listpack.DeleteRange(arena, ref listpack, 0, 10_000));
        Assert.Equal(60_000, Listpack.Count(listpack));
        Assert.Equal(60_000, BitConverter.ToUInt16(Listpack.Bytes(listpack)[4..]));
        Listpack.Free(arena, listpack);
    }

    [Fact]
    public void Append_OneByOne_MovesTheBlockRarely()
    {
        using var arena = new Arena();
        var listpack = Listpack.Create(arena);
        var moves = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var before = listpack;
            Listpack.Append(arena, ref listpack, "member:1234567"u8);
            moves += before == listpack ? 0 : 1;
        }

        Assert.InRange(moves, 1, 300);
        Listpack.Free(arena, listpack);
    }

    private static void Step(Arena arena, ref byte* listpack, List<byte[]> model, ElementSource source)
    {
        var random = source.Random;
        var value = source.Next();
        var index = model.Count == 0 ? 0 : random.Next(model.Count);
        switch (model.Count == 0 ? random.Next(2) : random.Next(model.Count > 150 ? 11 : 9))
        {
            case 0:
                Listpack.Append(arena, ref listpack, value);
                model.Add(value);
                break;
            case 1:
                Listpack.Prepend(arena, ref listpack, value);
                model.Insert(0, value);
                break;
            case 2:
                Listpack.InsertBefore(arena, ref listpack, Listpack.Seek(listpack, index), value);
                model.Insert(index, value);
                break;
            case 3:
                var at = Listpack.InsertAfter(arena, ref listpack, Listpack.Seek(listpack, index), value);
                model.Insert(index + 1, value);
                Assert.Equal(Listpack.Seek(listpack, index + 1), at);
                break;
            case 4:
                Listpack.Replace(arena, ref listpack, Listpack.Seek(listpack, index - model.Count), value);
                model[index] = value;
                break;
            case 5:
                var next = Listpack.Delete(arena, ref listpack, Listpack.Seek(listpack, index));
                model.RemoveAt(index);
                Assert.Equal(Listpack.Seek(listpack, index), next);
                break;
            case 6:
                var number = random.NextInt64() >> random.Next(64);
                Listpack.Replace(arena, ref listpack, Listpack.Seek(listpack, index), number);
                model[index] = Encoding.ASCII.GetBytes(number.ToString());
                break;
            case 7:
                var wanted = model[index];
                var found = Listpack.Find(listpack, Listpack.First(listpack), wanted);
                Assert.Equal(Listpack.Seek(listpack, model.FindIndex(wanted.SequenceEqual)), found);
                Assert.True(Listpack.EntryEquals(listpack, found, wanted));
                break;
            case 8:
                Assert.Equal(
                    model.Exists(value.SequenceEqual),
                    Listpack.Find(listpack, Listpack.First(listpack), value) != Listpack.None);
                break;
            default:
                var count = random.Next(1, 60);
                var deleted = Math.Min(count, model.Count - index);
                Assert.Equal(deleted, Listpack.DeleteRange(arena, ref listpack, index, count));
                model.RemoveRange(index, deleted);
                break;
        }
    }

    private static byte* Build(Arena arena, byte[][] values)
    {
        var listpack = Listpack.Create(arena);
        foreach (var value in values)
        {
            Listpack.Append(arena, ref listpack, value);
        }

        return listpack;
    }

    private static List<byte[]> Elements(byte* listpack)
    {
        var elements = new List<byte[]>();
        var scratch = new byte[ElementValue.ScratchSize];
        for (var at = Listpack.First(listpack); at != Listpack.None; at = Listpack.Next(listpack, at))
        {
            var element = Listpack.Read(listpack, at);
            elements.Add(element.AsText(scratch).ToArray());
            Assert.Equal(elements[^1].Length, element.Length);
        }

        return elements;
    }

    private static void AssertBackwards(byte* listpack, List<byte[]> model)
    {
        var at = Listpack.Last(listpack);
        for (var index = model.Count - 1; index >= 0; index--)
        {
            Assert.True(Listpack.EntryEquals(listpack, at, model[index]));
            at = Listpack.Previous(listpack, at);
        }

        Assert.Equal(Listpack.None, at);
    }

    private static byte[][] Encode(params string[] texts) => [.. texts.Select(Encoding.ASCII.GetBytes)];
}
