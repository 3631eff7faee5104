using HdrHistogram;
using MtcpRedis.Bench.Load;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Tests.Fakes;
using MtcpRedis.Bench.Workloads;
using Xunit;

namespace MtcpRedis.Bench.Tests.Transport;

/// <summary>The generator's load loop over two stacks of our own, joined by a wire in memory.</summary>
public sealed class StackTransportTests : IDisposable
{
    private readonly SystemNanoClock _clock = new();
    private readonly LongHistogram _latencies = new(LoadWorker.LongestLatency, 3);
    private readonly WrongReplies _wrong = new();
    private readonly List<IDisposable> _owned = [];

    public void Dispose()
    {
        _owned.Reverse();
        _owned.ForEach(o => o.Dispose());
        Assert.All(_owned.OfType<StackWire>(), w => Assert.Equal(0, w.PacketsMissing));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(50, 1, 5_000)]
    [InlineData(20, 16, 10_000)]
    public void Run_ClosedLoop_AnswersExactlyTheRequestsAskedFor(int connections, int pipeline, long requests)
    {
        var wire = Own(new StackWire());

        var answered = Run(wire, connections, pipeline, "ping_mbulk", s => new ClosedLoopSchedule(requests, s, long.MaxValue));

        Assert.Equal((requests, requests, 0L), (answered, _latencies.TotalCount, _wrong.Count));
        Assert.Equal(requests, wire.Server.Served);
        Assert.Equal(connections, wire.Server.Peers.Distinct().Count());
    }

    [Fact]
    public void Run_OpenLoop_AnswersExactlyTheRequestsAskedFor()
    {
        var answered = Run(Own(new StackWire()), 10, 4, "ping_mbulk", s => new OpenLoopSchedule(2_000, s, long.MaxValue, rate: 20_000));

        Assert.Equal((2_000L, 0L), (answered, _wrong.Count));
    }

    [Fact]
    public void Run_FramesLostBothWays_EveryReplyIsRight()
    {
        var wire = Own(new StackWire(loss: 0.05));

        var answered = Run(wire, 30, 2, "set", s => new ClosedLoopSchedule(3_000, s, long.MaxValue));

        Assert.Equal((3_000L, 0L), (answered, _wrong.Count));
        Assert.True(wire.Lossy!.LostInbound > 0 && wire.Lossy.Lost > wire.Lossy.LostInbound);
        Assert.True(wire.Client.Stack.Tcp.Statistics.Retransmissions > 0);
    }

    [Fact]
    public void Run_LongValuesBothWays_AreCheckedPieceByPiece()
    {
        var wire = Own(new StackWire());
        var set = OptionParser.Parse(["-t", "set", "-d", "1500000"]);
        var get = OptionParser.Parse(["-t", "get", "-d", "1500000"]);
        var connections = Connect(wire, 2, pipeline: 2);
        LoopOver(wire, connections, set).Run(new ClosedLoopSchedule(6, _clock.Now, long.MaxValue));
        Array.ForEach(connections, c => c.Reset());

        var answered = LoopOver(wire, connections, get).Run(new ClosedLoopSchedule(12, _clock.Now, long.MaxValue));

        Assert.Equal((12L, 0L), (answered, _wrong.Count));
        Assert.Equal(WorkloadCatalog.Value(1_500_000), wire.Server.Value);
        Assert.True(wire.Client.Stack.Statistics.ShortSends > 0);
    }

    [Theory]
    [InlineData(500_000)]
    [InlineData(250_000)]
    [InlineData(9)]
    public void Run_LongValueWithOneWrongByte_IsFound(int at)
    {
        var wire = Own(new StackWire());
        wire.Server.Value = WorkloadCatalog.Value(500_000);
        wire.Server.Change = reply =>
        {
            reply[at] ^= 1;
            return reply;
        };

        var answered = Run(wire, 1, 2, "get", s => new ClosedLoopSchedule(4, s, long.MaxValue), "-d", "500000");

        Assert.Equal((4L, 4L), (answered, _wrong.Count));
    }

    [Fact]
    public void Open_SeveralAddresses_AreUsedInTurnsAndGiveMoreConnectionsThanOneHasPorts()
    {
        var wire = Own(new StackWire("10.0.0.2/16,10.0.0.3/16,10.0.0.4/16", ephemeralPorts: 100));

        Run(wire, 300, 1, "ping_mbulk", s => new ClosedLoopSchedule(600, s, long.MaxValue));

        Assert.Equal(300, wire.Server.Peers.Distinct().Count());
        Assert.Equal([100, 100, 100], wire.Server.Peers.CountBy(p => p.Split(':')[0]).Select(p => p.Value));
    }

    [Fact]
    public void Open_NoPortIsLeft_SaysWhatHelps()
    {
        var wire = Own(new StackWire(ephemeralPorts: 10));

        var e = Assert.Throws<LoadException>(() => Connect(wire, 11, 1));

        Assert.Equal("cannot connect to 10.0.0.1:6379: no route, or no port is left; more local addresses (--address) have more ports", e.Message);
    }

    [Fact]
    public void Open_NobodyListens_SaysSo()
    {
        var wire = Own(new StackWire(port: 1));

        var e = Assert.Throws<LoadException>(() => Connect(wire, 1, 1));

        Assert.Equal("cannot connect to 10.0.0.1:1: connection refused", e.Message);
    }

    [Fact]
    public void Run_ServerCloses_EndsTheLoadWithTheReason()
    {
        var wire = Own(new StackWire());

        var e = Assert.Throws<LoadException>(() => Run(wire, 1, 1, "", s => new ClosedLoopSchedule(1, s, long.MaxValue), "QUIT"));

        Assert.Equal("the server closed the connection", e.Message);
    }

    [Fact]
    public void Run_WrongReplies_AreCounted()
    {
        var wire = Own(new StackWire());
        wire.Server.Change = _ => wire.Server.Served % 4 == 0 ? "-ERR no\r\n"u8.ToArray() : "+PONG\r\n"u8.ToArray();

        var answered = Run(wire, 3, 8, "ping_mbulk", s => new ClosedLoopSchedule(400, s, long.MaxValue));

        Assert.Equal((400L, 100L), (answered, _wrong.Count));
        Assert.Equal(["error from server: ERR no"], _wrong.Samples);
    }

    [Fact]
    public void Run_SteadyLoad_AllocatesNothing()
    {
        var wire = Own(new StackWire());
        var options = OptionParser.Parse(["-t", "ping_mbulk", "-P", "4"]);
        var connections = Connect(wire, 4, options.Pipeline);
        LoopOver(wire, connections, options).Run(new ClosedLoopSchedule(4_000, _clock.Now, long.MaxValue));
        Array.ForEach(connections, c => c.Reset());
        var loop = LoopOver(wire, connections, options);
        var schedule = new ClosedLoopSchedule(4_000, _clock.Now, long.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread() - wire.ServerAllocatedBytes;

        var answered = loop.Run(schedule);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread() - wire.ServerAllocatedBytes);
        Assert.Equal(4_000, answered);
    }

    private long Run(StackWire wire, int connections, int pipeline, string test, Func<long, RequestSchedule> schedule, params string[] more)
    {
        string[] select = test.Length == 0 ? [] : ["-t", test];
        var options = OptionParser.Parse(["-P", $"{pipeline}", .. select, .. more]);
        return LoopOver(wire, Connect(wire, connections, pipeline), options).Run(schedule(_clock.Now));
    }

    private BenchConnection[] Connect(StackWire wire, int connections, int pipeline) =>
        [.. new ConnectionOpener(wire, Greeting.Of(new BenchOptions()), _clock, pipeline).OpenAll(connections).Select(Own)];

    private LoadLoop LoopOver(StackWire wire, BenchConnection[] connections, BenchOptions options)
    {
        var workload = WorkloadCatalog.Select(options)[0];
        var rule = workload.Rule(new WorkloadKnowledge { KeysHoldValue = true });
        var block = Own(new RequestBlock(workload.Command, options.Pipeline, new RandomNumbers(1, 1)));
        return new LoadLoop(wire, connections, block, new ReplyJudge(rule, _wrong), _clock, _latencies, new LoadCounters());
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
