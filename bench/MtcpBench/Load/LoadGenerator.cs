using HdrHistogram;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Results;
using MtcpRedis.Bench.Transport;
using MtcpRedis.Bench.Workloads;

namespace MtcpRedis.Bench.Load;

/// <summary>All threads of a run. Tests are run one after the other on the same connections.</summary>
internal sealed class LoadGenerator : IDisposable
{
    private const int ProgressInterval = 250;

    private readonly BenchOptions _options;
    private readonly NanoClock _clock;
    private readonly LoadWorker[] _workers;
    private volatile bool _stopped;

    /// <summary>Starts the threads; no connection is opened yet.</summary>
    public LoadGenerator(BenchOptions options, IBenchTransportFactory factory, NanoClock clock)
    {
        (_options, _clock) = (options, clock);
        _workers = [.. Enumerable.Range(0, options.Threads).Select(i => new LoadWorker(options, i, factory, clock))];
    }

    /// <summary>Opens all connections.</summary>
    /// <exception cref="LoadException">One cannot be opened or is refused.</exception>
    public Task Connect() => Task.WhenAll(_workers.Select(w => w.Connect()));

    /// <summary>Runs one test.</summary>
    /// <param name="workload">The test.</param>
    /// <param name="knowledge">What the earlier tests left behind; what this one leaves is added.</param>
    /// <param name="progress">Called about four times a second on the caller's thread; if null, nothing wakes up while the threads are loading.</param>
    /// <exception cref="LoadException">The test cannot be finished.</exception>
    public TestResult Run(Workload workload, WorkloadKnowledge knowledge, Action<LoadProgress>? progress) =>
        Run(workload, knowledge, progress, _options.Requests, _options.Duration);

    /// <summary>Runs one test for a time that says nothing about the server: both programs are still being compiled.</summary>
    /// <param name="workload">The test.</param>
    /// <param name="knowledge">What the earlier tests left behind; what this one leaves is added.</param>
    /// <param name="progress">As for <see cref="Run(Workload, WorkloadKnowledge, Action{LoadProgress})"/>.</param>
    /// <param name="time">How long.</param>
    /// <exception cref="LoadException">The test cannot be finished.</exception>
    public TestResult WarmUp(Workload workload, WorkloadKnowledge knowledge, Action<LoadProgress>? progress, TimeSpan time) =>
        Run(workload with { Title = $"{workload.Title} (warming up)" }, knowledge, progress, long.MaxValue, time);

    private TestResult Run(Workload workload, WorkloadKnowledge knowledge, Action<LoadProgress>? progress, long requests, TimeSpan? duration)
    {
        var wrong = _workers.Select(_ => new WrongReplies()).ToArray();
        using var startLine = new Barrier(_workers.Length);
        var plan = new TestPlan(workload.Command, workload.Rule(knowledge), wrong, startLine, requests, duration);
        var started = _clock.Now;
        Task<WorkerResult>[] running = [.. _workers.Select(w => w.Run(plan))];
        while (Array.Exists(running, r => !r.IsCompleted))
        {
            if (Task.WaitAny([.. running.Where(r => !r.IsCompleted)], progress is null ? Timeout.Infinite : ProgressInterval) < 0)
            {
                progress?.Invoke(ProgressOf(workload, started, wrong));
            }

            if (Array.Exists(running, r => r.IsFaulted))
            {
                StopWorkers();
            }
        }

        var results = ResultsOf(running, wrong);
        workload.Learn(knowledge, results.Sum(r => r.Answered));
        return ResultOf(workload, results, wrong);
    }

    /// <summary>Ends the current test soon, and with it the run. Any thread.</summary>
    public void Stop()
    {
        _stopped = true;
        StopWorkers();
    }

    /// <summary><see cref="Stop"/> was called.</summary>
    public bool IsStopped => _stopped;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    private void StopWorkers()
    {
        foreach (var worker in _workers)
        {
            worker.Stop();
        }
    }

    private static WorkerResult[] ResultsOf(Task<WorkerResult>[] finished, WrongReplies[] wrong)
    {
        try
        {
            return Task.WhenAll(finished).GetAwaiter().GetResult();
        }
        catch (LoadException e) when (wrong.SelectMany(w => w.Samples).FirstOrDefault() is { } sample)
        {
            // A server that closes a connection usually says why just before.
            throw new LoadException($"{e.Message}; {sample}");
        }
    }

    private LoadProgress ProgressOf(Workload workload, long started, WrongReplies[] wrong) => new(
        workload.Title,
        TimeSpan.FromTicks((_clock.Now - started) / 100),
        _workers.Sum(w => w.Counters.Answered),
        _workers.Sum(w => w.Counters.LatencySum),
        wrong.Sum(w => w.Count),
        [.. wrong.SelectMany(w => w.Samples)]);

    private TestResult ResultOf(Workload workload, WorkerResult[] results, WrongReplies[] wrong)
    {
        var latencies = new LongHistogram(LoadWorker.LongestLatency, 3);
        foreach (var result in results)
        {
            latencies.Add(result.Latencies);
        }

        return new TestResult
        {
            Title = workload.Title,
            Requests = results.Sum(r => r.Answered),
            Seconds = (results.Max(r => r.End) - results.Min(r => r.Start)) / 1e9,
            Latencies = latencies,
            WrongReplies = wrong.Sum(w => w.Count),
            WrongSamples = [.. wrong.SelectMany(w => w.Samples).DistinctBy(WrongReplies.KindOf).Take(5)],
            GeneratorAllocatedBytes = results.Sum(r => r.AllocatedBytes),
            Options = _options,
        };
    }
}
