using MtcpRedis.Keyspace.Commands.Bitmaps;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Bitmaps;

public class BitSpanTests
{
    [Fact]
    public void CountAndIndexOf_AnyRange_EqualALoopOverBits()
    {
        var random = new Random(20240601);
        foreach (int length in new[] { 1, 2, 8, 31, 32, 33, 255, 256, 300, 1024, 1057 })
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            if (length % 2 == 0)
                bytes.AsSpan(1, length - 1).Fill(length % 4 == 0 ? (byte)0 : (byte)0xFF);
            bool[] bits = Enumerable.Range(0, length * 8).Select(i => (bytes[i / 8] >> (7 - i % 8) & 1) != 0).ToArray();
            Assert.Equal(bits.Count(b => b), BitSpan.Count(bytes));
            for (int round = 0; round < 200; round++)
            {
                int first = random.Next(bits.Length), last = random.Next(first, bits.Length);
                bool wanted = random.Next(2) == 1;
                Assert.Equal(bits[first..(last + 1)].Count(b => b), BitSpan.Count(bytes, first, last));
                int found = Array.IndexOf(bits, wanted, first, last - first + 1);
                Assert.Equal(found, BitSpan.IndexOf(bytes, wanted, first, last));
            }
        }
    }

    [Fact]
    public void Count_LongRunsOfOnes_DoesNotOverflowItsSums()
    {
        byte[] bytes = new byte[100_000];
        bytes.AsSpan().Fill(0xFF);
        Assert.Equal(800_000, BitSpan.Count(bytes));
        Assert.Equal(799_998, BitSpan.Count(bytes, 1, 799_998));
    }

    [Fact]
    public void Fields_AnyWidthAndOffset_ChangeOnlyTheirBits()
    {
        var random = new Random(7);
        byte[] bytes = new byte[40];
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(bytes);
            int width = random.Next(1, 65), offset = random.Next(0, bytes.Length * 8 - width + 1);
            ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue) & ulong.MaxValue >> (64 - width);
            byte[] changed = [.. bytes];
            BitSpan.SetField(changed, offset, width, value);
            Assert.Equal(value, BitSpan.GetField(changed, offset, width));
            BitSpan.SetField(changed, offset, width, BitSpan.GetField(bytes, offset, width));
            Assert.Equal(bytes, changed);
        }
    }

    [Fact]
    public void GetField_BeyondTheEnd_ReadsZeros()
    {
        byte[] bytes = [0xFF, 0xFF];
        Assert.Equal(0xF0UL, BitSpan.GetField(bytes, 12, 8));
        Assert.Equal(0UL, BitSpan.GetField(bytes, 16, 64));
        Assert.Equal(0UL, BitSpan.GetField(bytes, 4_000_000_000, 64));
        Assert.Equal(0x8000_0000_0000_0000UL, BitSpan.GetField(bytes, 15, 64));
    }
}
