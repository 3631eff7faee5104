using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

public unsafe class ListpackValidatorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("070000000000")]
    [InlineData("080000000000ff")]
    [InlineData("070000000100ff")]
    [InlineData("07000000000000")]
    [InlineData("0900000001000102ff")]
    [InlineData("0900000001008502ff")]
    [InlineData("090000000100f505ff")]
    [InlineData("090000000100ff01ff")]
    [InlineData("090000000100f101ff")]
    [InlineData("0d0000000100f0ffffffff0105ff")]
    [InlineData("0d0000000100e0010501000105ff")]
    public void IsValid_DamagedBytes_AreRefused(string hex) =>
        Assert.False(ListpackValidator.IsValid(Convert.FromHexString(hex), out _));

    [Fact]
    public void IsValid_EveryBitFlipped_NeverLeavesTheBytesWhenWalked()
    {
        using var arena = new Arena();
        var source = new ElementSource(11);
        var listpack = Listpack.Create(arena);
        for (var i = 0; i < 40; i++)
        {
            Listpack.Append(arena, ref listpack, source.Next());
        }

        var bytes = Listpack.Bytes(listpack).ToArray();
        var accepted = 0;
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (ListpackValidator.IsValid(bytes, out var count))
            {
                accepted++;
                Walk(bytes, count);
            }

            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        // Flips inside of texts keep the structure, flips in lengths do not.
        Assert.InRange(accepted, 1, (bytes.Length * 8) - 100);
        Listpack.Free(arena, listpack);
    }

    private static void Walk(byte[] bytes, int count)
    {
        fixed (byte* listpack = bytes)
        {
            var forward = 0;
            for (var at = Listpack.First(listpack); at != Listpack.None; at = Listpack.Next(listpack, at))
            {
                Assert.True(Listpack.Read(listpack, at).Length <= bytes.Length);
                forward++;
            }

            var backward = 0;
            for (var at = Listpack.Last(listpack); at != Listpack.None; at = Listpack.Previous(listpack, at))
            {
                backward++;
            }

            Assert.Equal((count, count), (forward, backward));
        }
    }
}
