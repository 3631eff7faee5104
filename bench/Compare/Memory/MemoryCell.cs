using MtcpRedis.Compare.Load;

namespace MtcpRedis.Compare.Memory;

/// <summary>Much data of one kind and the limit for what one item of it may cost.</summary>
/// <param name="Name">Name for --only.</param>
/// <param name="Title">Name in tables.</param>
/// <param name="Items">How many items.</param>
/// <param name="Limit">Most bytes per item.</param>
/// <param name="Fill">Puts so many items there.</param>
internal sealed record MemoryCell(string Name, string Title, long Items, double Limit, Action<Filler, long> Fill)
{
    /// <summary>The cells in the order they are measured.</summary>
    /// <param name="shrink">Divides the number of items.</param>
    public static IReadOnlyList<MemoryCell> All(int shrink) =>
    [
        new("keys", "keys key:N, 16-byte values", 5_000_000 / shrink, 56, (f, n) => f.Each(n, i => ["SET", $"key:{i}", "0123456789abcdef"])),
        new("hash", "fields member:N of one hash, 1-byte values", 1_000_000 / shrink, 56, (f, n) => f.Members(n, ["HSET", "big"], i => [$"member:{i}", "v"])),
        new("set", "members member:N of one set", 1_000_000 / shrink, 50, (f, n) => f.Members(n, ["SADD", "big"], i => [$"member:{i}"])),
        new("zset", "members member:N of one sorted set, scores N", 1_000_000 / shrink, 80, (f, n) => f.Members(n, ["ZADD", "big"], i => [$"{i}", $"member:{i}"])),
        new("list", "elements member:N of one list", 1_000_000 / shrink, 16, (f, n) => f.Members(n, ["RPUSH", "big"], i => [$"member:{i}"])),
    ];
}
