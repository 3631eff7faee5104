using System.Diagnostics;

namespace MtcpRedis.StackBench;

/// <summary>Measures scenarios in turn, several rounds over, so that a disturbance does not fall on one of them alone.</summary>
internal sealed class Runner(BenchOptions options, TextWriter output)
{
    internal void Run(Scenario[] scenarios)
    {
        foreach (var scenario in scenarios)
        {
            scenario.Prepare();
            // The compiler's last tier needs to have seen the load.
            Measure(scenario);
            Thread.Sleep(200);
            Measure(scenario);
        }
        var samples = scenarios.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < scenarios.Length; i++)
                samples[i].Add(Measure(scenarios[i]));
        }
        output.WriteLine($"{"one end, nanoseconds per",-60}{"median",10}{"least",10}{"million/s",11}");
        for (var i = 0; i < scenarios.Length; i++)
            Print(scenarios[i], samples[i]);
    }

    private double Measure(Scenario scenario)
    {
        long units = 0;
        var start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            units += scenario.Step();
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed.TotalMilliseconds < options.Milliseconds);
        return elapsed.TotalNanoseconds / 2 / units;
    }

    private void Print(Scenario scenario, List<double> samples)
    {
        samples.Sort();
        var median = samples[samples.Count / 2];
        output.WriteLine($"{$"{scenario.Unit} ({scenario.Name})",-60}{median,10:F1}{samples[0],10:F1}{1000 / median,11:F3}");
        if (scenario.Remark() is { Length: > 0 } remark)
            output.WriteLine($"    {remark}");
    }
}
