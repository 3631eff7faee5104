using System.Globalization;
using System.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

public unsafe class IntSetTests
{
    [Fact]
    public void Add_ValuesOfEveryWidth_GivesTheBytesOfRedis()
    {
        using var arena = new Arena();
        foreach (var (values, block) in GoldenFile.Read("intset.txt"))
        {
            var set = IntSet.Create(arena);
            foreach (var value in values)
            {
                Assert.True(IntSet.Add(arena, ref set, long.Parse(Encoding.ASCII.GetString(value), CultureInfo.InvariantCulture)));
            }

            GoldenFile.AssertBlock(block, IntSet.Bytes(set));
            Assert.True(IntSet.IsValid(IntSet.Bytes(set)));
            IntSet.Free(arena, set);
        }

        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 64)]
    public void AnyOperations_AgainstASortedSet_LeaveTheSameIntegers(int seed, int bits)
    {
        using var arena = new Arena();
        var random = new Random(seed);
        var model = new SortedSet<long>();
        var set = IntSet.Create(arena);
        for (var round = 0; round < 5_000; round++)
        {
            var value = random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits);
            if (random.Next(5) < 3)
            {
                Assert.Equal(model.Add(value), IntSet.Add(arena, ref set, value));
            }
            else
            {
                value = model.Count > 0 && random.Next(2) == 0 ? IntSet.PickRandom(set, (uint)random.NextInt64(1L << 32)) : value;
                Assert.Equal(model.Contains(value), IntSet.Contains(set, value));
                Assert.Equal(model.Remove(value), IntSet.Remove(arena, ref set, value));
            }

            Assert.Equal(model.Count, IntSet.Count(set));
            if (round % 50 == 0 && model.Count > 0)
            {
                Assert.Equal(model, Enumerable.Range(0, IntSet.Count(set)).Select(index => At(set, index)));
                Assert.Equal((model.Min, model.Max), (IntSet.Min(set), IntSet.Max(set)));
            }
        }

        IntSet.Free(arena, set);
        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0200000000000000")]
    [InlineData("030000000100000001000000")]
    [InlineData("02000000010000000100000000")]
    [InlineData("020000000200000001000100")]
    [InlineData("020000000200000002000100")]
    [InlineData("02000000ffffffff02000100")]
    [InlineData("00000000010000000100")]
    public void IsValid_DamagedBytes_AreRefused(string hex) => Assert.False(IntSet.IsValid(Convert.FromHexString(hex)));

    [Fact]
    public void CreateFrom_ValidBytes_HoldsTheSameSet()
    {
        using var arena = new Arena();
        var set = IntSet.CreateFrom(arena, Convert.FromHexString("0200000003000000fbff0500ff7f"));
        Assert.Equal([-5L, 5L, 32767L], Enumerable.Range(0, 3).Select(index => At(set, index)));
        IntSet.Free(arena, set);
    }

    private static long At(byte* set, int index) => IntSet.At(set, index);
}
