using System.Text;
using HdrHistogram;
using MtcpRedis.Bench.Load;
using MtcpRedis.Bench.Replies;
using MtcpRedis.Bench.Tests.Fakes;
using MtcpRedis.Bench.Workloads;
using Xunit;

namespace MtcpRedis.Bench.Tests.Load;

public sealed class LoadLoopTests : IDisposable
{
    private const long Millisecond = 1_000_000;

    private static readonly CommandTemplate s_ping = CommandTemplate.Of(["PING"u8.ToArray()], random: false);
    private static readonly ReplyRule s_ok = new ExactReplyRule("+OK\r\n"u8.ToArray());

    private readonly ManualClock _clock = new();
    private readonly LongHistogram _latencies = new(LoadWorker.LongestLatency, 3);
    private readonly WrongReplies _wrong = new();
    private readonly LoadCounters _counters = new();
    private readonly List<IDisposable> _owned = [];

    public void Dispose() => _owned.ForEach(o => o.Dispose());

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 1_000)]
    [InlineData(50, 16, 12_345)]
    public void Run_ClosedLoop_AnswersExactlyTheRequestsAskedFor(int connections, int pipeline, long requests)
    {
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length);
        var loop = LoopOver(server, connections, pipeline, s_ok);

        var answered = loop.Run(new ClosedLoopSchedule(requests, _clock.Now, long.MaxValue));

        Assert.Equal(requests, answered);
        Assert.Equal(requests, _latencies.TotalCount);
        Assert.Equal(requests, _counters.Answered);
        Assert.Equal(requests * s_ping.Bytes.Length, Enumerable.Range(0, connections).Sum(i => (long)server.SentBy(i).Length));
        Assert.Equal(0, _wrong.Count);
    }

    [Fact]
    public void Run_ClosedLoop_MeasuresFromTheSend()
    {
        var loop = LoopOver(new SimulatedServer(_clock, s_ping.Bytes.Length) { ServiceTime = _ => 5 * Millisecond }, 1, 1, s_ok);

        loop.Run(new ClosedLoopSchedule(20, _clock.Now, long.MaxValue));

        Assert.InRange(_latencies.GetValueAtPercentile(0), 4_990_000, 5_010_000);
        Assert.InRange(_latencies.GetMaxValue(), 4_990_000, 5_010_000);
    }

    /// <summary>One request of a hundred takes 100 ms. In a closed loop that is one bad latency; every request that fell due in those
    /// 100 ms was delayed as well, and the open loop has to say so.</summary>
    [Fact]
    public void Run_OpenLoopWithAStall_CountsTheDelayOfEveryRequestThatWasDue()
    {
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length) { ServiceTime = n => n == 100 ? 100 * Millisecond : 10_000 };
        var loop = LoopOver(server, 1, 1, s_ok);

        var answered = loop.Run(new OpenLoopSchedule(1_000, _clock.Now, long.MaxValue, rate: 1_000));

        Assert.Equal(1_000, answered);
        var delayed = CountAbove(10 * Millisecond);
        Assert.InRange(delayed, 85, 95);
        Assert.InRange(CountAbove(50 * Millisecond), 45, 55);
        Assert.InRange(_latencies.GetMaxValue(), 100 * Millisecond, 101 * Millisecond);
    }

    [Fact]
    public void Run_ClosedLoopWithTheSameStall_ShowsItOnce()
    {
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length) { ServiceTime = n => n == 100 ? 100 * Millisecond : 10_000 };
        var loop = LoopOver(server, 1, 1, s_ok);

        loop.Run(new ClosedLoopSchedule(1_000, _clock.Now, long.MaxValue));

        Assert.Equal(1, CountAbove(10 * Millisecond));
    }

    [Fact]
    public void Run_OpenLoop_KeepsTheRate()
    {
        var loop = LoopOver(new SimulatedServer(_clock, s_ping.Bytes.Length), 10, 2, s_ok);
        var start = _clock.Now;

        loop.Run(new OpenLoopSchedule(5_000, start, long.MaxValue, rate: 10_000));

        Assert.InRange(_clock.Now - start, 499 * Millisecond, 501 * Millisecond);
    }

    [Fact]
    public void Run_StopTime_EndsGrantingAndWaitsForWhatIsOutstanding()
    {
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length) { ServiceTime = _ => Millisecond };
        var loop = LoopOver(server, 4, 8, s_ok);
        var start = _clock.Now;

        var answered = loop.Run(new ClosedLoopSchedule(long.MaxValue, start, start + (100 * Millisecond)));

        Assert.InRange(answered, 100, 132);
        Assert.Equal(answered * s_ping.Bytes.Length, Enumerable.Range(0, 4).Sum(i => (long)server.SentBy(i).Length));
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(3, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(2, 5)]
    public void Run_RepliesInPiecesAndShortSends_LoseNothing(int pieceSize, int sendRoom)
    {
        var reply = RespBytes.ArrayOf("abc"u8.ToArray(), 3);
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length) { Reply = _ => reply, PieceSize = pieceSize, SendRoom = sendRoom };
        var loop = LoopOver(server, 3, 5, new ExactReplyRule(reply));

        var answered = loop.Run(new ClosedLoopSchedule(300, _clock.Now, long.MaxValue));

        Assert.Equal(300, answered);
        Assert.Equal(0, _wrong.Count);
        var sent = Enumerable.Range(0, 3).SelectMany(server.SentBy).ToArray();
        Assert.Equal(Enumerable.Repeat(s_ping.Bytes, 300).SelectMany(b => b), sent);
    }

    [Fact]
    public void Run_WrongReplies_AreCountedAndDescribed()
    {
        var replies = new[] { "+OK\r\n", "-ERR out of luck\r\n", "$2\r\nOK\r\n", "+OK\r\n" };
        var loop = LoopOver(new SimulatedServer(_clock, s_ping.Bytes.Length) { Reply = n => Encoding.ASCII.GetBytes(replies[n % 4]) }, 2, 4, s_ok);

        var answered = loop.Run(new ClosedLoopSchedule(400, _clock.Now, long.MaxValue));

        Assert.Equal(400, answered);
        Assert.Equal(200, _wrong.Count);
        Assert.Equal(["error from server: ERR out of luck", """expected "+OK\r\n", got "$2\r\nOK\r\n" """.TrimEnd()], _wrong.Samples);
    }

    [Fact]
    public void Run_SameFaultWithOtherNumbers_IsShownOnce()
    {
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length) { Reply = n => Encoding.ASCII.GetBytes($"-ERR no key:{n:D12}\r\n") };

        LoopOver(server, 1, 1, s_ok).Run(new ClosedLoopSchedule(50, _clock.Now, long.MaxValue));

        Assert.Equal(50, _wrong.Count);
        Assert.Equal(["error from server: ERR no key:000000000000"], _wrong.Samples);
    }

    [Fact]
    public void Run_PushMessages_AreNotTakenForReplies()
    {
        var server = new SimulatedServer(_clock, s_ping.Bytes.Length) { Reply = _ => ">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n+OK\r\n"u8.ToArray() };

        var answered = LoopOver(server, 1, 2, s_ok).Run(new ClosedLoopSchedule(10, _clock.Now, long.MaxValue));

        Assert.Equal(10, answered);
        Assert.Equal(0, _wrong.Count);
    }

    [Theory]
    [InlineData("+OK\r\n+OK\r\n", "a reply without a request")]
    [InlineData("hello\r\n", "not a reply")]
    public void Run_BytesThatAnswerNothing_EndTheLoad(string reply, string message)
    {
        var loop = LoopOver(new SimulatedServer(_clock, s_ping.Bytes.Length) { Reply = _ => Encoding.ASCII.GetBytes(reply) }, 1, 1, s_ok);

        var e = Assert.Throws<LoadException>(() => loop.Run(new ClosedLoopSchedule(10, _clock.Now, long.MaxValue)));

        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ConnectionClosed_EndsTheLoadWithTheReason()
    {
        var loop = LoopOver(new SimulatedServer(_clock, s_ping.Bytes.Length) { CloseAfter = 5 }, 1, 1, s_ok);

        var e = Assert.Throws<LoadException>(() => loop.Run(new ClosedLoopSchedule(10, _clock.Now, long.MaxValue)));

        Assert.Equal("the simulated server closed the connection", e.Message);
    }

    [Fact]
    public void Run_NoRepliesForAMinute_EndsTheLoad()
    {
        var loop = LoopOver(new SimulatedServer(_clock, s_ping.Bytes.Length) { ServiceTime = _ => 3_600_000 * Millisecond }, 2, 1, s_ok);

        var e = Assert.Throws<LoadException>(() => loop.Run(new ClosedLoopSchedule(10, _clock.Now, long.MaxValue)));

        Assert.Equal("no reply for 60 seconds with 2 requests outstanding", e.Message);
    }

    [Fact]
    public void Run_RandomNumbers_AreFreshInEveryCommand()
    {
        var set = CommandTemplate.Of(["SET"u8.ToArray(), "key:__rand_int__"u8.ToArray(), "v"u8.ToArray()], random: true);
        var server = new SimulatedServer(_clock, set.Bytes.Length);
        var block = Own(new RequestBlock(set, 4, new RandomNumbers(7, 1_000_000)));

        LoopOver(server, 1, 4, s_ok, block).Run(new ClosedLoopSchedule(100, _clock.Now, long.MaxValue));

        var sent = Encoding.ASCII.GetString(server.SentBy(0));
        var keys = sent.Split("key:").Skip(1).Select(s => s[..12]).ToList();
        Assert.Equal(100, keys.Count);
        Assert.All(keys, k => Assert.InRange(long.Parse(k), 0, 999_999));
        Assert.InRange(keys.Distinct().Count(), 95, 100);
    }

    private LoadLoop LoopOver(SimulatedServer server, int connections, int pipeline, ReplyRule rule, RequestBlock? block = null)
    {
        var peers = Enumerable.Range(0, connections).Select(_ => Own(new BenchConnection(server.Open(), pipeline))).ToArray();
        server.Poll(new MtcpRedis.Bench.Transport.BenchEvent[connections], 0);
        block ??= Own(new RequestBlock(s_ping, pipeline, new RandomNumbers(1, 1)));
        return new LoadLoop(server, peers, block, new ReplyJudge(rule, _wrong), _clock, _latencies, _counters);
    }

    private long CountAbove(long nanoseconds) =>
        _latencies.RecordedValues().Where(v => v.ValueIteratedTo > nanoseconds).Sum(v => v.CountAddedInThisIterationStep);

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
