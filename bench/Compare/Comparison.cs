using MtcpRedis.Compare.Load;
using MtcpRedis.Compare.Memory;
using MtcpRedis.Compare.Options;
using MtcpRedis.Compare.Reports;
using MtcpRedis.Compare.Runtime;
using MtcpRedis.Compare.Servers;
using MtcpRedis.Compare.Speed;

namespace MtcpRedis.Compare;

/// <summary>One whole comparison: runs the selected parts and writes the report.</summary>
internal sealed class Comparison
{
    private readonly ComparisonOptions _options;
    private readonly TextWriter _output;
    private readonly Progress _progress;
    private readonly NotMeasured _notMeasured;
    private readonly Generator _generator;

    /// <summary>Prepares a comparison; nothing is started yet.</summary>
    public Comparison(ComparisonOptions options, TextWriter output)
    {
        (_options, _output) = (options, output);
        _progress = new Progress(output, !Console.IsOutputRedirected);
        _notMeasured = new NotMeasured(_progress);
        _generator = new Generator(options.OwnGenerator ? Path.GetFullPath("bin/mtcp-bench") : "redis-benchmark", options.ClientCpu);
    }

    /// <summary>Runs.</summary>
    /// <returns>Whether every limit was kept.</returns>
    public bool Run()
    {
        var report = new Report();
        report.Add(Conditions.Describe(_options, _generator.Name));
        _output.WriteLine(report);
        Contender[] contenders =
            [Contender.Ours(_options), Contender.Redis(_options), .. _options.Garnet is { } garnet ? [Contender.Garnet(garnet)] : Array.Empty<Contender>()];

        List<SpeedResult> speed = _options.Wants("speed") ? new SpeedRunner(_options, _generator, _progress, _notMeasured).Run(contenders) : [];
        List<MemoryResult> memory = _options.Wants("memory") ? new MemoryRunner(_options, _progress, _notMeasured).Run(contenders) : [];
        var runtime = new RuntimeRunner(_options, _generator, _progress, _notMeasured).Run(contenders[0]);

        report.Add($"Speed: CPU time per request at most the limit times Redis', p99 at most {SpeedResult.P99Limit} times", SpeedTable.Against(speed));
        report.Add("Garnet in the same run", SpeedTable.OfGarnet(speed));
        report.Add("Memory: growth of the resident memory per item", MemoryRunner.TableOf(memory));
        report.Add("Managed runtime", RuntimeRunner.TableOf(runtime));
        report.Add("Not measured", _notMeasured.Table());
        return Finish(report, [.. speed.Select(r => r.Passes), .. memory.Select(r => r.Passes), .. runtime.Select(r => r.Passes)]);
    }

    private bool Finish(Report report, bool[] verdicts)
    {
        _output.WriteLine();
        _output.WriteLine(report);
        report.WriteTo(_options.Output);
        if (_options.Document is { } document)
        {
            report.PutInto(document);
        }

        _output.WriteLine($"{verdicts.Count(v => v)} of {verdicts.Length + _notMeasured.Count} limits kept; written to {_options.Output}");
        return _notMeasured.Count == 0 && Array.TrueForAll(verdicts, v => v);
    }
}
