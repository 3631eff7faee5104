using MtcpRedis.Compare.Load;
using MtcpRedis.Compare.Options;
using MtcpRedis.Compare.Reports;
using MtcpRedis.Compare.Servers;

namespace MtcpRedis.Compare.Memory;

/// <summary>Measures the memory cells: a fresh server for each, resident memory before and after.</summary>
internal sealed class MemoryRunner(ComparisonOptions options, Progress progress, NotMeasured notMeasured)
{
    /// <summary>Runs the selected cells.</summary>
    /// <param name="contenders">Ours, Redis and perhaps Garnet, in this order.</param>
    public List<MemoryResult> Run(IReadOnlyList<Contender> contenders)
    {
        var cells = MemoryCell.All(options.Shrink).Where(c => options.Wants("memory", c.Name));
        return [.. cells.Select(cell => notMeasured.Try(cell.Title, () => Measure(cell, contenders))).OfType<MemoryResult>()];
    }

    /// <summary>The results as a table.</summary>
    public static Table TableOf(IReadOnlyCollection<MemoryResult> results)
    {
        var garnet = results.Any(r => r.Garnet is not null);
        var table = new Table([.. new[] { "data", "items", "bytes each", "limit", "Redis" }, .. garnet ? ["Garnet"] : Array.Empty<string>(), "verdict"]);
        foreach (var r in results)
        {
            table.Add(
            [
                r.Cell.Title, $"{r.Cell.Items}", Table.Number(r.Ours, 1), Table.Number(r.Cell.Limit, 0), Table.Number(r.Redis, 1),
                .. garnet ? [r.Garnet is { } bytes ? Table.Number(bytes, 1) : "-"] : Array.Empty<string>(), Table.Verdict(r.Passes),
            ]);
        }

        return table;
    }

    private MemoryResult Measure(MemoryCell cell, IReadOnlyList<Contender> contenders)
    {
        var bytes = contenders.Select(c => BytesPerItem(cell, c)).ToList();
        var result = new MemoryResult(cell, bytes[0], bytes[1], bytes.Count > 2 ? bytes[2] : null);
        progress.Done(FormattableString.Invariant(
            $"{cell.Title}: {result.Ours:F1} bytes each, redis {result.Redis:F1} (limit {cell.Limit:F0})  {Table.Verdict(result.Passes)}"));
        return result;
    }

    private double BytesPerItem(MemoryCell cell, Contender contender)
    {
        progress.Show($"{cell.Title}: filling {contender.Name}");
        using var server = new PinnedServer(contender, options.ServerCpu);

        // A little of the same first, so that code, buffers and tables that exist only once are there before the first reading.
        Fill(cell, server, 1_000);
        using (var client = server.Connect())
        {
            client.Must("FLUSHALL");
        }

        var before = server.ResidentBytes;
        Fill(cell, server, cell.Items);
        return (server.ResidentBytes - before) / (double)cell.Items;
    }

    private static void Fill(MemoryCell cell, PinnedServer server, long items)
    {
        using var filler = new Filler(server.Port);
        cell.Fill(filler, items);
    }
}
