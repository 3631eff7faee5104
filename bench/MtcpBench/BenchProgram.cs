using System.Runtime.InteropServices;
using MtcpRedis.Bench.Load;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Results;
using MtcpRedis.Bench.Transport;
using MtcpRedis.Bench.Workloads;
using MtcpRedis.NetStack.Devices.Dpdk;

namespace MtcpRedis.Bench;

/// <summary>The program: composes the parts, runs the tests and reports.</summary>
internal static class BenchProgram
{
    /// <summary>Runs with the given arguments.</summary>
    /// <returns>The exit code: 0, 1 for wrong replies or a load that could not be run, 130 when interrupted.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is ["--help"] or ["--version"])
        {
            output.WriteLine(args[0] == "--help" ? HelpText.Text : $"mtcp-bench {typeof(BenchProgram).Assembly.GetName().Version?.ToString(3)}");
            return 0;
        }

        try
        {
            var options = OptionParser.Parse(args);
            var workloads = WorkloadCatalog.Select(options);
            using IBenchTransportFactory transports =
                options.Stack.Device is null ? new SocketTransportFactory(SocketTarget.Of(options)) : StackTransportFactory.Open(options);
            using var generator = new LoadGenerator(options, transports, new SystemNanoClock());
            return RunTests(generator, options, workloads, output, errors);
        }
        catch (Exception e) when (e is OptionException or LoadException or IOException or DpdkException)
        {
            errors.WriteLine($"mtcp-bench: {e.Message}");
            return 1;
        }
    }

    private static int RunTests(LoadGenerator generator, BenchOptions options, IReadOnlyList<Workload> workloads, TextWriter output, TextWriter errors)
    {
        // Not Console.CancelKeyPress: that changes the terminal's settings, for which a program in the background is stopped.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        generator.Connect().GetAwaiter().GetResult();
        var report = ReportFor(options, output);
        var knowledge = new WorkloadKnowledge();
        var wrong = 0L;
        do
        {
            wrong += RunOnce(generator, workloads, knowledge, report, new ProgressLine(errors, !Console.IsErrorRedirected, options.ShowErrors), errors, options);
        }
        while (options.Loop && !generator.IsStopped);

        report.Finish();
        return generator.IsStopped ? 130 : wrong > 0 ? 1 : 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            generator.Stop();
        }
    }

    private static long RunOnce(
        LoadGenerator generator, IReadOnlyList<Workload> workloads, WorkloadKnowledge knowledge, IReport report, ProgressLine progress, TextWriter errors, BenchOptions options)
    {
        var wrong = 0L;
        // With nobody to look at it the processor is left to the load.
        Action<LoadProgress>? show = progress.IsShown ? progress.Show : null;
        foreach (var workload in workloads.TakeWhile(_ => !generator.IsStopped))
        {
            if (options.WarmUp is { } time)
            {
                var warmUp = new WarmUp(length => generator.WarmUp(workload, knowledge, show, length));
                wrong += warmUp.Run(time, AfterWarmUp).TakeWhile(_ => !generator.IsStopped).Sum(Sum);
                progress.Reset();
                if (generator.IsStopped)
                {
                    break;
                }
            }

            var result = generator.Run(workload, knowledge, show);
            progress.Reset();
            report.Add(result);
            wrong += Sum(result);
        }

        return wrong;

        void AfterWarmUp()
        {
            if (options.AfterWarmUp is { } command)
            {
                ShellCommand.Run(command, errors);
            }
        }

        long Sum(TestResult result)
        {
            if (result.WrongReplies > 0)
            {
                errors.WriteLine($"{result.Title}: {result.WrongReplies} wrong replies; {string.Join("; ", result.WrongSamples)}");
            }

            return result.WrongReplies;
        }
    }

    private static IReport ReportFor(BenchOptions options, TextWriter output) => options.Format switch
    {
        ReportFormat.Quiet => new QuietReport(output),
        ReportFormat.Csv => new CsvReport(output),
        ReportFormat.Json => new JsonReport(output, options),
        _ => new TextReport(output),
    };
}
