using MtcpRedis.Compare.Load;
using MtcpRedis.Compare.Memory;
using MtcpRedis.Compare.Options;
using MtcpRedis.Compare.Reports;
using MtcpRedis.Compare.Runtime;
using MtcpRedis.Compare.Servers;
using MtcpRedis.Compare.Speed;

namespace MtcpRedis.Compare;

/// <summary>One whole comparison: runs the selected parts and writes the report.</summary>
internal sealed class Comparison(ComparisonOptions options, TextWriter output)
{
    private readonly Progress _progress = new(output, !Console.IsOutputRedirected);
    private readonly Generator _generator = new(options.OwnGenerator ? Path.GetFullPath("bin/mtcp-bench") : "redis-benchmark", options.ClientCpu);

    /// <summary>Runs.</summary>
    /// <returns>Whether every limit was kept.</returns>
    public bool Run()
    {
        var report = new Report();
        report.Add(Conditions.Describe(options, _generator.Name));
        output.WriteLine(report);
        Contender[] contenders =
            [Contender.Ours(options), Contender.Redis(options), .. options.Garnet is { } garnet ? [Contender.Garnet(garnet)] : Array.Empty<Contender>()];

        List<SpeedResult> speed = options.Wants("speed") ? new SpeedRunner(options, _generator, _progress).Run(contenders) : [];
        List<MemoryResult> memory = options.Wants("memory") ? new MemoryRunner(options, _progress).Run(contenders) : [];
        var runtime = new RuntimeRunner(options, _generator, _progress).Run(contenders[0]);

        report.Add($"Speed: CPU time per request at most the limit times Redis', p99 at most {SpeedResult.P99Limit} times", SpeedTable.Against(speed));
        report.Add("Garnet in the same run", SpeedTable.OfGarnet(speed));
        report.Add("Memory: growth of the resident memory per item", MemoryRunner.TableOf(memory));
        report.Add("Managed runtime", RuntimeRunner.TableOf(runtime));
        return Finish(report, [.. speed.Select(r => r.Passes), .. memory.Select(r => r.Passes), .. runtime.Select(r => r.Passes)]);
    }

    private bool Finish(Report report, bool[] verdicts)
    {
        output.WriteLine();
        output.WriteLine(report);
        report.WriteTo(options.Output);
        if (options.Document is { } document)
        {
            report.PutInto(document);
        }

        output.WriteLine($"{verdicts.Count(v => v)} of {verdicts.Length} limits kept; written to {options.Output}");
        return Array.TrueForAll(verdicts, v => v);
    }
}
