using MtcpRedis.Compare.Reports;

namespace MtcpRedis.Compare.Speed;

/// <summary>Puts the results of the speed part into tables.</summary>
internal static class SpeedTable
{
    /// <summary>One result in a line, for the terminal while more is measured.</summary>
    public static string Line(SpeedResult r) => FormattableString.Invariant(
        $"{r.Cell.Title + " -P " + r.Cell.Pipeline,-18} {r.Ours.CpuMicroseconds,7:F3} us/op, redis {r.Redis.CpuMicroseconds,7:F3}, ratio {r.CpuRatio:F2} (limit {r.Cell.Limit:F2}), throughput x{r.RateRatio:F2}, p99 x{r.P99Ratio:F2}  {Table.Verdict(r.Passes)}");

    /// <summary>The comparison with Redis.</summary>
    public static Table Against(IEnumerable<SpeedResult> results)
    {
        var table = new Table(
            "command", "-P", "CPU us/op", "Redis", "ratio", "limit", "requests/s", "Redis", "ratio", "p50 ms", "Redis", "p99 ms", "Redis", "ratio", "verdict");
        foreach (var r in results)
        {
            table.Add(
                r.Cell.Title, $"{r.Cell.Pipeline}",
                Table.Number(r.Ours.CpuMicroseconds, 3), Table.Number(r.Redis.CpuMicroseconds, 3), Table.Number(r.CpuRatio, 2), Table.Number(r.Cell.Limit, 2),
                Table.Number(r.Ours.Rate, 0), Table.Number(r.Redis.Rate, 0), Table.Number(r.RateRatio, 2),
                Table.Number(r.Ours.P50, 3), Table.Number(r.Redis.P50, 3),
                Table.Number(r.Ours.P99, 3), Table.Number(r.Redis.P99, 3), Table.Number(r.P99Ratio, 2),
                Table.Verdict(r.Passes));
        }

        return table;
    }

    /// <summary>Garnet's figures of the same run.</summary>
    public static Table OfGarnet(IEnumerable<SpeedResult> results)
    {
        var table = new Table("command", "-P", "Garnet CPU us/op", "ours / Garnet", "Garnet requests/s", "ours / Garnet", "Garnet p99 ms");
        foreach (var r in results.Where(r => r.Garnet is not null))
        {
            var garnet = r.Garnet!;
            table.Add(
                r.Cell.Title, $"{r.Cell.Pipeline}", Table.Number(garnet.CpuMicroseconds, 3), Table.Number(r.Ours.CpuMicroseconds / garnet.CpuMicroseconds, 2),
                Table.Number(garnet.Rate, 0), Table.Number(r.Ours.Rate / garnet.Rate, 2), Table.Number(garnet.P99, 3));
        }

        return table;
    }
}
