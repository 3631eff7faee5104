using System.Globalization;
using MtcpRedis.Compare.Load;
using MtcpRedis.Compare.Options;

namespace MtcpRedis.Compare.Speed;

/// <summary>The cells of the speed part. Commands and keys are redis-benchmark's; data is put there first so that pops find members and reads find values.</summary>
internal sealed class SpeedCatalog(ComparisonOptions options)
{
    private const string Random = "__rand_int__";
    private const string Key = "key:" + Random;
    private const string Element = "element:" + Random;
    private const int RangeListLength = 10_000;

    private readonly string _value = new('v', options.DataSize);

    /// <summary>All cells in the order they are measured.</summary>
    public IReadOnlyList<SpeedCell> Cells =>
    [
        .. new[] { (1, 0.95), (16, 0.60), (64, 0.40) }.SelectMany(p => new[]
        {
            Cell("GET", p.Item1, p.Item2, ["GET", Key], FillKeys),
            Cell("SET", p.Item1, p.Item2, ["SET", Key, _value], FillKeys),
        }),
        Cell("INCR", 16, 0.60, ["INCR", "counter:" + Random], Nothing),
        Cell("LPUSH", 16, 0.60, ["LPUSH", "mylist", _value], Nothing),
        Cell("RPUSH", 16, 0.60, ["RPUSH", "mylist", _value], Nothing),
        Cell("LPOP", 16, 0.60, ["LPOP", "mylist"], FillList),
        Cell("RPOP", 16, 0.60, ["RPOP", "mylist"], FillList),
        Cell("SADD", 16, 0.60, ["SADD", "myset", Element], Nothing),
        Cell("HSET", 16, 0.60, ["HSET", "myhash", Element, _value], Nothing),
        Cell("SPOP", 16, 0.60, ["SPOP", "myset"], FillSet),
        Cell("ZADD", 16, 0.60, ["ZADD", "myzset", Random, Element], Nothing),
        Cell("ZPOPMIN", 16, 0.60, ["ZPOPMIN", "myzset"], FillSortedSet),
        .. new[] { 100, 300, 500, 600 }.Select(n =>
            Cell($"LRANGE_{n}", 16, 0.60, ["LRANGE", "mylist", "0", $"{n - 1}"], (filler, _) => FillList(filler, RangeListLength))),
        Cell("MSET", 16, 0.60, ["MSET", .. Enumerable.Range(0, 10).SelectMany(_ => new[] { Key, _value })], FillKeys),
    ];

    private static SpeedCell Cell(string title, int pipeline, double limit, string[] command, Action<Filler, long> fill) =>
        new($"{title.ToLowerInvariant()}-{pipeline}", title, pipeline, limit, command, fill);

    private static void Nothing(Filler filler, long requests)
    {
    }

    private void FillKeys(Filler filler, long requests) => filler.Each(options.KeySpace, n => ["SET", $"key:{Twelve(n)}", _value]);

    private void FillList(Filler filler, long requests) => filler.Members(requests, ["RPUSH", "mylist"], _ => [_value]);

    private void FillSet(Filler filler, long requests) => filler.Members(requests, ["SADD", "myset"], n => [$"element:{Twelve(n)}"]);

    /// <summary>Scores are spread so that members do not arrive in their order (multiplying by an odd number permutes the residues).</summary>
    private static void FillSortedSet(Filler filler, long requests) =>
        filler.Members(requests, ["ZADD", "myzset"], n => [$"{(uint)n * 2_654_435_761u % 1_000_000_007u}", $"element:{Twelve(n)}"]);

    private static string Twelve(long n) => n.ToString("D12", CultureInfo.InvariantCulture);
}
