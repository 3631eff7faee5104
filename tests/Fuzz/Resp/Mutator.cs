using MtcpRedis.Core.Hashing;

namespace MtcpRedis.Fuzz.Resp;

/// <summary>Makes new inputs from kept ones, the same for the same seed.</summary>
internal sealed class Mutator(ulong seed)
{
    private const int MaxLength = 1 << 17;

    /// <summary>Pieces of requests that lead into the parser's corners.</summary>
    private static readonly byte[][] s_words =
    [
        "*1\r\n"u8.ToArray(), "*-1\r\n"u8.ToArray(), "$0\r\n\r\n"u8.ToArray(), "$-1\r\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray(),
        "\n"u8.ToArray(), "*2147483647\r\n"u8.ToArray(), "$536870912\r\n"u8.ToArray(), "$18446744073709551615\r\n"u8.ToArray(),
        "\""u8.ToArray(), "'"u8.ToArray(), "\\x"u8.ToArray(), "0"u8.ToArray(), " "u8.ToArray(), "$4\r\nPING\r\n"u8.ToArray(), [0], [0xFF],
    ];

    private FastRandom _random = new(seed);

    public int Below(int bound) => (int)_random.Next(bound);

    /// <summary>A mutated input from one of <paramref name="corpus"/>, or plain random bytes now and then.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        if (Below(16) == 0)
            return Noise(Below(300));
        var bytes = new List<byte>(corpus[Below(corpus.Count)]);
        for (int i = Below(6); i >= 0; i--)
            Mutate(bytes, corpus);
        if (bytes.Count > MaxLength)
            bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);
        return [.. bytes];
    }

    private void Mutate(List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        int at = Below(bytes.Count + 1);
        switch (Below(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + Below(8)));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + Below(64))));
                break;
            case 4:
                bytes.InsertRange(at, corpus[Below(corpus.Count)].Take(MaxLength));
                break;
            default:
                bytes.InsertRange(at, s_words[Below(s_words.Length)]);
                break;
        }
    }

    private byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
            bytes[i] = (byte)Below(256);
        return bytes;
    }
}
