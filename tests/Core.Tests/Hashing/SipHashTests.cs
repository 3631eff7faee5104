using System.Buffers.Binary;
using MtcpRedis.Core.Hashing;
using Xunit;

namespace MtcpRedis.Core.Tests.Hashing;

public sealed class SipHashTests
{
    // The published vectors of SipHash-2-4: key 00 01 .. 0f, input 00 01 .. (n - 1), output bytes in little-endian order.
    [Theory]
    [InlineData(0, "310e0edd47db6f72")]
    [InlineData(1, "fd67dc93c539f874")]
    [InlineData(2, "5a4fa9d909806c0d")]
    [InlineData(3, "2d7efbd796666785")]
    [InlineData(4, "b7877127e09427cf")]
    [InlineData(5, "8da699cd64557618")]
    [InlineData(6, "cee3fe586e46c9cb")]
    [InlineData(7, "37d1018bf50002ab")]
    [InlineData(8, "6224939a79f5f593")]
    [InlineData(15, "e545be4961ca29a1")]
    public void SipHash24_PublishedVectors_AreReproduced(int length, string expected)
    {
        Span<byte> output = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(output, SipHash<Rounds24>.Compute(Input(length), K0, K1));
        Assert.Equal(expected, Convert.ToHexString(output).ToLowerInvariant());
    }

    [Fact]
    public void SipHash13_EveryLength_EqualsThePlainDefinition()
    {
        for (int length = 0; length < 80; length++)
        {
            Assert.Equal(Plain(Input(length), 1, 3), SipHash13.Compute(Input(length), K0, K1));
            Assert.Equal(Plain(Input(length), 2, 4), SipHash<Rounds24>.Compute(Input(length), K0, K1));
        }
    }

    [Fact]
    public void SipHash13_OtherKey_GivesOtherHash()
    {
        byte[] input = Input(16);
        Assert.NotEqual(SipHash13.Compute(input, K0, K1), SipHash13.Compute(input, K0, K1 ^ 1));
        Assert.NotEqual(SipHash13.Compute(input, K0, K1), SipHash13.Compute(input, K0 ^ 1, K1));
    }

    [Fact]
    public void KeyHash_SameKey_IsStable()
    {
        Assert.Equal(KeyHash.Of("some key"u8), KeyHash.Of("some key"u8));
        Assert.NotEqual(KeyHash.Of("some key"u8), KeyHash.Of("some kez"u8));
    }

    private const ulong K0 = 0x0706050403020100;
    private const ulong K1 = 0x0f0e0d0c0b0a0908;

    private static byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    // Written from the paper with padding made explicit: a second opinion on the loads and the last word.
    private static ulong Plain(byte[] input, int perWord, int final)
    {
        byte[] padded = new byte[((input.Length / 8) + 1) * 8];
        input.CopyTo(padded, 0);
        padded[^1] = (byte)input.Length;
        ulong[] v = [K0 ^ 0x736f6d6570736575, K1 ^ 0x646f72616e646f6d, K0 ^ 0x6c7967656e657261, K1 ^ 0x7465646279746573];
        for (int i = 0; i < padded.Length; i += 8)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(padded.AsSpan(i));
            v[3] ^= word;
            PlainRounds(v, perWord);
            v[0] ^= word;
        }

        v[2] ^= 0xff;
        PlainRounds(v, final);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void PlainRounds(ulong[] v, int rounds)
    {
        for (; rounds > 0; rounds--)
        {
            v[0] += v[1];
            v[2] += v[3];
            v[1] = ulong.RotateLeft(v[1], 13) ^ v[0];
            v[3] = ulong.RotateLeft(v[3], 16) ^ v[2];
            v[0] = ulong.RotateLeft(v[0], 32);
            v[2] += v[1];
            v[0] += v[3];
            v[1] = ulong.RotateLeft(v[1], 17) ^ v[2];
            v[3] = ulong.RotateLeft(v[3], 21) ^ v[0];
            v[2] = ulong.RotateLeft(v[2], 32);
        }
    }

    private readonly struct Rounds24 : ISipRounds
    {
        public static int PerWord => 2;

        public static int Final => 4;
    }
}
