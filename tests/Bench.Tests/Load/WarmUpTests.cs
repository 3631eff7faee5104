using HdrHistogram;
using MtcpRedis.Bench.Load;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Results;
using Xunit;

namespace MtcpRedis.Bench.Tests.Load;

public sealed class WarmUpTests
{
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(7);

    private readonly List<TimeSpan> _runs = [];
    private long _compiled = 1000;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 4)]
    [InlineData(2, 20, 3)]
    [InlineData(4, 20, 19, 18, 17, 16)]
    public void Run_UntilABeginningCompilesFewMethods_AndNotForEver(int beginnings, params int[] compiledByBeginning)
    {
        var warmUp = new WarmUp(RunAndCompile, () => _compiled);

        var results = warmUp.Run(s_time, () => { }).ToList();

        Assert.Equal(1 + beginnings, results.Count);
        Assert.Equal(s_time, _runs[0]);
        Assert.All(_runs[1..], run => Assert.InRange(run, TimeSpan.FromTicks(1), s_time / 2));

        TestResult RunAndCompile(TimeSpan time)
        {
            _compiled += _runs.Count == 0 ? 500 : compiledByBeginning[_runs.Count - 1];
            return Noted(time);
        }
    }

    [Fact]
    public void Run_WhatIsToBeDoneAfterTheTimeAskedFor_IsDoneOnceAndBeforeTheBeginnings()
    {
        var calls = new List<int>();

        _ = new WarmUp(Noted, () => _compiled += 100).Run(s_time, () => calls.Add(_runs.Count)).ToList();

        Assert.Equal([1], calls);
    }

    private TestResult Noted(TimeSpan time)
    {
        _runs.Add(time);
        return new TestResult
        {
            Title = "PING",
            Requests = 1,
            Seconds = time.TotalSeconds,
            Latencies = new LongHistogram(LoadWorker.LongestLatency, 3),
            WrongReplies = 0,
            WrongSamples = [],
            GeneratorAllocatedBytes = 0,
            Options = new BenchOptions(),
        };
    }
}
