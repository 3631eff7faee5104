using MtcpRedis.Compare.Load;
using MtcpRedis.Compare.Options;
using MtcpRedis.Compare.Reports;
using MtcpRedis.Compare.Servers;

namespace MtcpRedis.Compare.Runtime;

/// <summary>Measures what the managed runtime costs our server: garbage per command, and the longest collection pause over a large dataset.</summary>
internal sealed class RuntimeRunner(ComparisonOptions options, Generator generator, Progress progress, NotMeasured notMeasured)
{
    private const long LoadedKeys = 10_000_000;
    private const double LoadSeconds = 60;

    /// <summary>The commands of the mixed load, each for its share of the time.</summary>
    private static readonly string[][] Mix =
    [
        ["SET", "key:__rand_int__", "0123456789abcdef"],
        ["GET", "key:__rand_int__"],
        ["HSET", "hash:__rand_int__", "field:__rand_int__", "value"],
        ["INCR", "counter:__rand_int__"],
        ["SADD", "set:__rand_int__", "element:__rand_int__"],
        ["ZADD", "zset:__rand_int__", "__rand_int__", "element:__rand_int__"],
        ["LPUSH", "list:__rand_int__", "element"],
        ["DEL", "key:__rand_int__"],
    ];

    /// <summary>Runs the selected parts against our server.</summary>
    public List<RuntimeResult> Run(Contender ours)
    {
        var cells = new (string Name, Func<Contender, RuntimeResult> Measure)[] { ("garbage", Garbage), ("pause", Pause) };
        return [.. cells.Where(c => options.Wants(c.Name)).Select(c => notMeasured.Try(c.Name, () => Shown(c.Measure(ours)))).OfType<RuntimeResult>()];
    }

    /// <summary>The results as a table.</summary>
    public static Table TableOf(IEnumerable<RuntimeResult> results)
    {
        var table = new Table("what", "measured", "limit", "unit", "verdict");
        foreach (var r in results)
        {
            table.Add(r.Title, Table.Number(r.Value, 3), $"under {Table.Number(r.Limit, 0)}", r.Unit, Table.Verdict(r.Passes));
        }

        return table;
    }

    private RuntimeResult Shown(RuntimeResult result)
    {
        progress.Done(result.Line);
        return result;
    }

    private RuntimeResult Garbage(Contender ours)
    {
        progress.Show("garbage: warming up");
        using var server = new PinnedServer(ours, options.ServerCpu);
        var loads = Mix.Take(2).Select(c => new LoadSpec(c, 16, options.Clients, options.KeySpace)).ToList();
        loads.ForEach(load => generator.RunFor(server.Port, load, options.WarmUpSeconds));

        progress.Show("garbage: steady GET and SET");
        using var client = server.Connect();
        var requests = 4_000_000L / options.Shrink;
        var before = ServerInfo.Number(client, "runtime", "gc_allocated_bytes");
        loads.ForEach(load => generator.Run(server.Port, load, requests / loads.Count));
        var allocated = ServerInfo.Number(client, "runtime", "gc_allocated_bytes") - before;
        return new RuntimeResult("managed memory allocated in a steady GET and SET load", allocated / (double)requests, 1, "bytes per command");
    }

    private RuntimeResult Pause(Contender ours)
    {
        var keys = LoadedKeys / options.Shrink;
        progress.Show($"pause: loading {keys} keys");
        using var server = new PinnedServer(ours, options.ServerCpu);
        using (var filler = new Filler(server.Port))
        {
            filler.Each(keys, i => ["SET", $"key:{i:D12}", "0123456789abcdef"]);
        }

        var seconds = LoadSeconds / options.Shrink;
        foreach (var command in Mix)
        {
            progress.Show($"pause: {command[0]} for {seconds / Mix.Length:F0} s");
            generator.RunFor(server.Port, new LoadSpec(command, 16, options.Clients, (int)keys), seconds / Mix.Length);
        }

        // The figure is the maximum since the start, so it covers the loading as well.
        using var client = server.Connect();
        var pause = ServerInfo.Number(client, "runtime", "gc_pause_max_usec") / 1000.0;
        var collections = ServerInfo.Number(client, "runtime", "gc_collections");
        return new RuntimeResult($"longest collection pause, {keys} keys, {seconds:F0} s mixed load ({collections} collections)", pause, 5, "ms");
    }
}
