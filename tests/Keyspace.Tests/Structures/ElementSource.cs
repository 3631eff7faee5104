using System.Text;

namespace MtcpRedis.Keyspace.Tests.Structures;

/// <summary>Elements of all the kinds that structures treat differently, from a seed.</summary>
internal sealed class ElementSource(int seed)
{
    internal Random Random { get; } = new(seed);

    internal byte[] Next() => Random.Next(12) switch
    {
        < 3 => Text(Random.Next(-200, 200)),
        3 => Text(Random.NextInt64(long.MinValue, long.MaxValue) >> Random.Next(64)),
        4 => [],
        5 => Bytes(Random.Next(60, 70)),
        6 => Bytes(Random.Next(120, 132)),
        7 => Random.Next(20) == 0 ? Bytes(Random.Next(4090, 4100)) : Bytes(Random.Next(300)),
        8 => Encoding.ASCII.GetBytes("00" + Random.Next(100)),
        _ => Encoding.ASCII.GetBytes("member:" + Random.Next(1000)),
    };

    internal byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Text(long value) => Encoding.ASCII.GetBytes(value.ToString());
}
