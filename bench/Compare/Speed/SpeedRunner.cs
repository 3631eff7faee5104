using MtcpRedis.Compare.Load;
using MtcpRedis.Compare.Options;
using MtcpRedis.Compare.Reports;
using MtcpRedis.Compare.Servers;

namespace MtcpRedis.Compare.Speed;

/// <summary>Measures the speed cells: all servers are up on the same CPU and take turns, so what disturbs the machine disturbs all alike.</summary>
internal sealed class SpeedRunner(ComparisonOptions options, Generator generator, Progress progress, NotMeasured notMeasured)
{
    private const int CalibrationRequests = 50_000;
    private const long MostRequests = 20_000_000;

    /// <summary>Runs the selected cells.</summary>
    /// <param name="contenders">Ours, Redis and perhaps Garnet, in this order.</param>
    public List<SpeedResult> Run(IReadOnlyList<Contender> contenders)
    {
        var servers = new List<PinnedServer>();
        try
        {
            servers.AddRange(contenders.Select(c => new PinnedServer(c, options.ServerCpu)));
            SpeedCell[] cells = [.. new SpeedCatalog(options).Cells.Where(c => options.Wants("speed", c.Name))];
            return [.. cells.Select((cell, i) => Try(cell, servers, $"[{i + 1}/{cells.Length}] {cell.Title} -P {cell.Pipeline}")).OfType<SpeedResult>()];
        }
        finally
        {
            servers.ForEach(s => s.Dispose());
        }
    }

    private SpeedResult? Try(SpeedCell cell, List<PinnedServer> servers, string title) =>
        notMeasured.Try($"{cell.Title} -P {cell.Pipeline}", () => Measure(cell, servers, title));

    private SpeedResult Measure(SpeedCell cell, List<PinnedServer> servers, string title)
    {
        var requests = (long)(options.Seconds * servers.Max(s => WarmUp(cell, s, title)));
        var samples = servers.Select(_ => new List<SpeedSample>()).ToList();
        for (var round = 1; round <= options.Rounds; round++)
        {
            for (var turn = 0; turn < servers.Count; turn++)
            {
                // The one that began ends the next round, so that a drift of the machine is not always the same one's.
                var i = round % 2 == 1 ? turn : servers.Count - 1 - turn;
                progress.Show($"{title}: round {round} of {options.Rounds}, {servers[i].Name}");
                samples[i].Add(MeasureOnce(cell, servers[i], Math.Min(requests, MostRequests)));
            }
        }

        var medians = samples.ConvertAll(SpeedSample.Median);
        var result = new SpeedResult(cell, medians[0], medians[1], medians.Count > 2 ? medians[2] : null);
        progress.Done(SpeedTable.Line(result));
        return result;
    }

    /// <summary>Runs the load until the code is compiled and the rate is known.</summary>
    /// <returns>Requests per second.</returns>
    private double WarmUp(SpeedCell cell, PinnedServer server, string title)
    {
        progress.Show($"{title}: warming up {server.Name}");
        var rate = RunPrepared(cell, server, CalibrationRequests).Rate;
        return RunPrepared(cell, server, Math.Clamp((long)(rate * options.WarmUpSeconds), CalibrationRequests, MostRequests)).Rate;
    }

    private SpeedSample MeasureOnce(SpeedCell cell, PinnedServer server, long requests)
    {
        Prepare(cell, server, requests);
        var before = server.CpuNanoseconds;
        var load = generator.Run(server.Port, SpecOf(cell), requests);
        var cpu = server.CpuNanoseconds - before;
        return new SpeedSample(cpu / 1000.0 / requests, load.Rate, load.P50, load.P99);
    }

    private LoadResult RunPrepared(SpeedCell cell, PinnedServer server, long requests)
    {
        Prepare(cell, server, requests);
        return generator.Run(server.Port, SpecOf(cell), requests);
    }

    private static void Prepare(SpeedCell cell, PinnedServer server, long requests)
    {
        using (var client = server.Connect())
        {
            client.Must("FLUSHALL");
        }

        using var filler = new Filler(server.Port);
        cell.Fill(filler, requests);
    }

    private LoadSpec SpecOf(SpeedCell cell) => new(cell.Command, cell.Pipeline, options.Clients, options.KeySpace);
}
