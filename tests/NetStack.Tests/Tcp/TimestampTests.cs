using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>Timestamps (RFC 7323): old segments refused, round trips taken from echoes, TIME-WAIT ended by newer ones (RFC 6191).</summary>
public sealed class TimestampTests : IDisposable
{
    private const long Day = 24L * 3600 * 1_000_000;
    private readonly TcpHarness _t = new(TcpHarness.Plain with { Timestamps = true });

    public void Dispose() => _t.Dispose();

    [Theory]
    [InlineData(23, false)]
    [InlineData(25, true)]
    public void Established_OlderTimestampAfterDaysOfSilence_IsTakenOnlyAfterTwentyFour(int days, bool isTaken)
    {
        var connection = Established();
        _t.Advance(days * Day);
        _t.In(new PeerSegment("PA", 1, 1, "x").Stamped(500, 0));
        Assert.Equal((isTaken ? "x" : "", isTaken ? 0L : 1L), (_t.Read(connection), _t.Net.Drops[DropCause.Paws]));
        Assert.Equal([isTaken ? "A 1+0 ack 2 win 59999 ecr 500" : "A 1+0 ack 1 win 60000 ecr 1001"], _t.After(20_000));
    }

    [Fact]
    public void Established_TimestampWrapsRound_IsNewer()
    {
        var connection = Established(first: 0xFFFF_FFF0);
        _t.In(new PeerSegment("PA", 1, 1, "x").Stamped(5, 0));
        Assert.Equal("x", _t.Read(connection));
        _t.In(new PeerSegment("PA", 2, 1, "y").Stamped(0xFFFF_FFF0, 0));
        Assert.Equal(("", 1L), (_t.Read(connection), _t.Net.Drops[DropCause.Paws]));
    }

    [Fact]
    public void Established_ResetWithoutTimestamp_IsTaken()
    {
        var connection = Established();
        _t.In(new PeerSegment("R", 1, 0));
        Assert.Equal((TcpState.Closed, TcpError.Reset), (connection.State, connection.Error));
    }

    [Fact]
    public void Established_SegmentBehindAGap_DoesNotMoveTheEcho()
    {
        Established();
        _t.In(new PeerSegment("PA", 11, 1, "later").Stamped(1200, 0));
        _t.Expect("A 1+0 ack 1 win 60000 ecr 1001");
        _t.In(new PeerSegment("PA", 1, 1, "0123456789").Stamped(1100, 0));
        Assert.EndsWith("ecr 1100", Assert.Single(_t.Out()));
    }

    [Fact]
    public void Timeout_RepetitionAnsweredWithTheEchoOfTheFirst_OutageIsNotTimed()
    {
        var connection = Established();
        var (rtt, sent) = (connection.Statistics.SmoothedRtt, connection.TimestampNow(_t.Now));
        _t.Write(connection, "abc");
        Assert.Single(_t.Out());
        Assert.Equal(5, _t.After(10_000_000).Length);
        _t.In(new PeerSegment("A", 1, 4).Stamped(1002, sent));
        Assert.Equal((rtt, 0), (connection.Statistics.SmoothedRtt, connection.Unsent));
        Assert.True(connection.Statistics.RetransmitTimeout > 6_000_000);
        _t.Write(connection, "d");
        Assert.Single(_t.Out());
        _t.Advance(1000);
        _t.In(new PeerSegment("A", 1, 5).Stamped(1003, connection.TimestampNow(_t.Now - 1000)));
        Assert.Equal(200_000, connection.Statistics.RetransmitTimeout);
    }

    [Fact]
    public void Timeout_RepetitionEchoed_IsTimed()
    {
        var connection = Established();
        _t.Write(connection, "abc");
        Assert.Single(_t.Out());
        Assert.Single(_t.After(250_000));
        _t.Advance(40_000);
        _t.In(new PeerSegment("A", 1, 4).Stamped(1002, connection.TimestampNow(_t.Now - 40_000)));
        Assert.Equal(200_000, connection.Statistics.RetransmitTimeout);
        Assert.InRange(connection.Statistics.SmoothedRtt, 4_000, 41_000);
    }

    [Fact]
    public void Established_EchoThatCannotBeOurs_IsNotTimed()
    {
        var connection = Established();
        var before = connection.Statistics.SmoothedRtt;
        _t.Write(connection, "abc");
        Assert.Single(_t.Out());
        Assert.Single(_t.After(250_000));
        _t.In(new PeerSegment("A", 1, 4).Stamped(1002, connection.TimestampNow(_t.Now) + 100_000));
        Assert.Equal(before, connection.Statistics.SmoothedRtt);
    }

    [Theory]
    [InlineData(1004, 0, true)]
    [InlineData(1003, 1000, true)]
    [InlineData(1003, 1, false)]
    [InlineData(1002, 1000, false)]
    [InlineData(0, 1000, true)]
    [InlineData(0, 1, false)]
    public void TimeWait_Syn_StartsANewConnectionIfItIsNewer(uint stamp, uint sequence, bool isNew)
    {
        var connection = Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 2).Stamped(1003, 0));
        Assert.Single(_t.Out());
        Assert.Equal(TcpState.TimeWait, connection.State);
        var syn = new PeerSegment("S", sequence, 0);
        _t.In(stamp == 0 ? syn : syn.Stamped(stamp, 0));
        // Without a timestamp an old one is not even answered: only who has none could send it.
        Assert.Equal(isNew ? "SA" : stamp == 0 ? "" : "A", _t.Out() is [var answer] ? answer.Split(' ')[0] : "");
    }

    private TcpConnection Established(uint first = 1000)
    {
        _t.Listen();
        _t.In(new PeerSegment("S", 0, 0).With(1460).Stamped(first, 0));
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("A").Stamped(first + 1, 0));
        Assert.True(_t.Listener.TryAccept(out var connection));
        return connection;
    }
}
