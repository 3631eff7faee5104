using System.Diagnostics;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Values;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Hosting;

namespace MtcpRedis.TurnBench;

/// <summary>Runs all combinations on one node and prints a line for each.</summary>
internal sealed class TurnBenchProgram(TurnBenchOptions options)
{
    private readonly RepeatingTransport _transport = new();

    public void Run()
    {
        string logFile = Path.GetTempFileName();
        using (var log = new NodeLog(logFile, LogLevel.Warning))
        {
            var config = new ConfigRegistry(ConfigLoader.Load(CommandLine.Parse([])));
            using var host = new NodeHost(new NodeOptions { Cores = 1 }, new NodeParts(AllCommands.BuildTable(), config, log), _ => _transport);
            host.Start();
            _transport.Drive(Workload.Fill(options), 1, 8192);
            Console.WriteLine($"{"command",-8} {"clients",7} {"-P",4} {"ns/command",10} {"ns/portion",10} {"commands/s",12}");
            foreach (string command in options.Commands)
                foreach (int pipeline in options.Pipelines)
                    Measure(command, pipeline);
        }
        File.Delete(logFile);
    }

    private void Measure(string command, int pipeline)
    {
        Workload workload = Workload.Of(command, pipeline, options);
        foreach (int clients in options.Clients)
        {
            long portions = Math.Max(clients, (long)(options.Seconds * WarmUp(workload, clients)));
            double best = Enumerable.Range(0, options.Rounds).Min(_ => _transport.Drive(workload, clients, portions).TotalSeconds);
            double perPortion = best * 1e9 / portions;
            double perCommand = perPortion / pipeline;
            Console.WriteLine(FormattableString.Invariant(
                $"{command,-8} {clients,7} {pipeline,4} {perCommand,10:F1} {perPortion,10:F1} {1e9 / perCommand,12:F0}"));
        }
    }

    /// <summary>Runs the load until the just-in-time compiler has done its work.</summary>
    /// <returns>Portions per second at the end.</returns>
    private double WarmUp(Workload workload, int clients)
    {
        if (options.OnlyOnce)
            _transport.Drive(workload, clients, long.MaxValue);
        var warming = Stopwatch.StartNew();
        long portions = clients;
        while (true)
        {
            TimeSpan took = _transport.Drive(workload, clients, portions);
            if (warming.Elapsed.TotalSeconds > options.WarmUpSeconds)
                return portions / took.TotalSeconds;
            portions = Math.Max(clients, (long)(portions / took.TotalSeconds * 0.2));
        }
    }
}
