using System.Globalization;
using System.Text;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>The source of all choices of a stream: one seeded generator, so that a seed makes the same stream again.</summary>
public sealed class Gen(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The connection that the next step uses.</summary>
    public int Client { get; set; }

    public int Next(int bound) => _random.Next(bound);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    public double Unit() => _random.NextDouble();

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Lower-case letters and digits that compress badly but read well.</summary>
    public byte[] Letters(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)"abcdefghijklmnopqrstuvwxyz0123456789"[_random.Next(36)];
        }

        return bytes;
    }

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Text(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
