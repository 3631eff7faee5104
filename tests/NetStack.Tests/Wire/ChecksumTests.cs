using MtcpRedis.NetStack.Wire;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

public class ChecksumTests
{
    [Fact]
    public void Finish_ExampleOfRfc1071_GivesItsSum()
    {
        byte[] data = [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7];
        Assert.Equal((ushort)(0xFFFF - 0xddf2), Checksum.Finish(Checksum.Add(0, data)));
    }

    [Fact]
    public void Add_EveryLengthAndAlignment_EqualsTheTextbookLoop()
    {
        var random = new Random(1);
        var bytes = new byte[70000];
        random.NextBytes(bytes);
        foreach (var length in Enumerable.Range(0, 300).Concat([1460, 9000, 65535, 65536, 69990]))
        {
            var data = bytes.AsSpan(length % 7, length);
            Assert.Equal(Textbook(data), Checksum.Finish(Checksum.Add(0, data)));
        }
    }

    [Fact]
    public void Add_AllOnes_DoesNotOverflowTheLanes()
    {
        var data = new byte[200_000];
        Array.Fill(data, (byte)0xFF);
        Assert.Equal(Textbook(data), Checksum.Finish(Checksum.Add(0, data)));
    }

    [Fact]
    public void Add_InPieces_EqualsTheWhole()
    {
        var data = new byte[1000];
        new Random(2).NextBytes(data);
        for (var cut = 0; cut <= 1000; cut += 2)
        {
            var sum = Checksum.Add(Checksum.Add(0, data.AsSpan(0, cut)), data.AsSpan(cut));
            Assert.Equal(Textbook(data), Checksum.Finish(sum));
        }
    }

    [Fact]
    public unsafe void CopyWords_EveryLengthAndAlignment_CopiesAndSumsAsTheTextbookLoop()
    {
        var random = new Random(4);
        var (from, to) = (new byte[2000], new byte[2000]);
        random.NextBytes(from);
        foreach (var length in Enumerable.Range(0, 200).Concat([1448, 1460, 1900]))
        {
            Array.Clear(to);
            var (start, target) = (length % 5, length % 3);
            fixed (byte* source = from, destination = to)
            {
                var sum = Checksum.CopyWords(source + start, destination + target, length);
                Assert.Equal(Textbook(from.AsSpan(start, length)), Checksum.Finish(Checksum.FoldTo32(sum)));
            }
            Assert.True(from.AsSpan(start, length).SequenceEqual(to.AsSpan(target, length)));
            Assert.False(to.AsSpan(target + length).ContainsAnyExcept((byte)0));
        }
    }

    [Fact]
    public void Update_OneWordChanged_EqualsARecomputation()
    {
        var random = new Random(3);
        var data = new byte[20];
        for (var i = 0; i < 1000; i++)
        {
            random.NextBytes(data);
            var before = Textbook(data);
            var old = (ushort)(data[8] << 8 | data[9]);
            var fresh = (ushort)random.Next(65536);
            data[8] = (byte)(fresh >> 8);
            data[9] = (byte)fresh;
            Assert.Equal(Textbook(data), Checksum.Update(before, old, fresh));
        }
    }

    private static ushort Textbook(ReadOnlySpan<byte> data)
    {
        ulong sum = 0;
        for (var i = 0; i < data.Length; i++)
            sum += i % 2 == 0 ? (ulong)data[i] << 8 : data[i];
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
