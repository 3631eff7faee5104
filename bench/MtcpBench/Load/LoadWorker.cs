using System.Collections.Concurrent;
using HdrHistogram;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Transport;
using MtcpRedis.Bench.Workloads;

namespace MtcpRedis.Bench.Load;

/// <summary>One generator thread with its transport and its share of the connections, kept over all tests of a run.</summary>
internal sealed class LoadWorker : IDisposable
{
    /// <summary>Latencies above this many nanoseconds (ten minutes) are counted as this.</summary>
    public const long LongestLatency = 600_000_000_000;

    private readonly BenchOptions _options;
    private readonly int _index;
    private readonly int _share;
    private readonly IBenchTransportFactory _factory;
    private readonly NanoClock _clock;
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private IBenchTransport? _transport;
    private BenchConnection[] _connections = [];
    private volatile LoadLoop? _loop;

    /// <summary>Starts the thread.</summary>
    /// <param name="options">The run.</param>
    /// <param name="index">The thread's index, from 0.</param>
    /// <param name="factory">Makes its transport.</param>
    /// <param name="clock">The run's clock.</param>
    public LoadWorker(BenchOptions options, int index, IBenchTransportFactory factory, NanoClock clock)
    {
        (_options, _index, _factory, _clock) = (options, index, factory, clock);
        _share = (int)ShareOf(options.Clients);
        _thread = new Thread(Work) { IsBackground = true, Name = $"load-{index}" };
        _thread.Start();
    }

    /// <summary>How far the current test is.</summary>
    public LoadCounters Counters { get; private set; } = new();

    /// <summary>Opens the connections.</summary>
    public Task Connect() => Post(() =>
    {
        _transport = _factory.Create(_index);
        _connections = new ConnectionOpener(_transport, Greeting.Of(_options), _clock, _options.Pipeline).OpenAll(_share);
        return true;
    });

    /// <summary>Runs a test. All threads start it together.</summary>
    public Task<WorkerResult> Run(TestPlan plan)
    {
        Counters = new LoadCounters();
        return Post(() => RunHere(plan));
    }

    /// <summary>Ends the current test soon.</summary>
    public void Stop() => _loop?.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _work.CompleteAdding();
        _loop?.Stop();
        _thread.Join();
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        _transport?.Dispose();
        _work.Dispose();
    }

    private WorkerResult RunHere(TestPlan plan)
    {
        var seed = _options.Seed + ((ulong)_index << 32);
        using var block = new RequestBlock(plan.Command, _options.Pipeline, new RandomNumbers(seed, _options.KeySpace ?? 1));
        var latencies = new LongHistogram(LongestLatency, 3);
        foreach (var connection in _connections)
        {
            connection.Reset();
        }

        var loop = new LoadLoop(_transport!, _connections, block, new ReplyJudge(plan.Rule, plan.Wrong[_index]), _clock, latencies, Counters);
        _loop = loop;
        plan.StartLine.SignalAndWait();
        var start = _clock.Now;
        var schedule = ScheduleFrom(plan, start);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var answered = loop.Run(schedule);
        return new WorkerResult(answered, start, _clock.Now, latencies, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private RequestSchedule ScheduleFrom(TestPlan plan, long start)
    {
        var stop = plan.Duration is { } duration ? start + (long)duration.TotalNanoseconds : long.MaxValue;
        var requests = ShareOf(plan.Requests);
        return _options.Rate is { } rate
            ? new OpenLoopSchedule(requests, start, stop, rate / _options.Threads)
            : new ClosedLoopSchedule(requests, start, stop);
    }

    private long ShareOf(long whole) => (whole / _options.Threads) + (_index < whole % _options.Threads ? 1 : 0);

    private Task<T> Post<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                // Handed to whoever awaits the task; the thread itself goes on.
                done.SetException(e);
            }
        });
        return done.Task;
    }

    private void Work()
    {
        foreach (var item in _work.GetConsumingEnumerable())
        {
            item();
        }
    }
}
