using MtcpRedis.NetStack.Tcp;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>A port that takes no frames: what is to be sent waits, but for no longer than a peer that does not answer.</summary>
public sealed class StuckPortTests : IDisposable
{
    private const int Second = 1_000_000;
    private const int Step = 100_000;
    private readonly TcpHarness _t = new(TcpHarness.Plain with { MaxRetransmissions = 4, MaxOrphanRetransmissions = 2, MaxSynAckRetransmissions = 2 });

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Established_DataNeverLeaves_TimesOut()
    {
        var connection = _t.Established();
        Stick();
        _t.Write(connection, "abc");
        Pass(120);
        Assert.Equal((TcpState.Closed, TcpError.TimedOut), (connection.State, connection.Error));
        Assert.Equal(1, _t.Tcp.Statistics.TimedOut);
        connection.Close();
    }

    [Fact]
    public void Established_AckArrivesAndTheRestNeverLeaves_TimesOut()
    {
        var connection = _t.Established();
        _t.Write(connection, new string('x', 1500));
        Assert.Equal(2, _t.Out().Length);
        Stick();
        _t.In(new PeerSegment("A", 1, 1001));
        Pass(120);
        Assert.Equal((TcpState.Closed, TcpError.TimedOut), (connection.State, connection.Error));
        connection.Close();
    }

    [Fact]
    public void Established_SegmentsInFlight_CountTimeoutsAndTimeOut()
    {
        var connection = _t.Established();
        _t.Write(connection, "abc");
        Assert.Single(_t.Out());
        Stick();
        Pass(120);
        Assert.Equal((TcpError.TimedOut, 4L), (connection.Error, _t.Tcp.Statistics.Timeouts));
        connection.Close();
    }

    [Fact]
    public void Closed_FinNeverLeaves_IsForgotten()
    {
        var connection = _t.Established();
        Stick();
        connection.Close();
        Pass(60);
        Assert.Equal(0, _t.Tcp.ConnectionCount);
    }

    [Fact]
    public void Established_KeepAlive_CountsProbesThatNeverLeave()
    {
        var connection = _t.Established();
        connection.SetKeepAlive(10 * Second, Second, 3);
        Stick();
        Pass(15);
        Assert.Equal((TcpState.Closed, TcpError.TimedOut), (connection.State, connection.Error));
        connection.Close();
    }

    [Fact]
    public void SynSent_SynNeverLeaves_TimesOut()
    {
        Stick();
        var connection = _t.Connect();
        Pass(200);
        Assert.Equal((TcpState.Closed, TcpError.TimedOut), (connection.State, connection.Error));
        connection.Close();
    }

    [Fact]
    public void SynReceived_SynAckNeverLeaves_IsForgotten()
    {
        var listener = _t.Listen();
        Stick();
        _t.In(new PeerSegment("S", 0, 0).With(1000));
        Assert.Equal((1, 1), (_t.Tcp.ConnectionCount, listener.HalfOpen));
        Pass(60);
        Assert.Equal((0, 0), (_t.Tcp.ConnectionCount, listener.HalfOpen));
    }

    [Fact]
    public void Established_PortTakesFramesAgain_AllIsSentAndTimed()
    {
        var connection = _t.Established();
        Stick();
        _t.Write(connection, "abc");
        Pass(2);
        _t.Port.IsStuck = false;
        Assert.Equal("PA 1+3 ack 1 win 60000", _t.Out()[^1]);
        _t.In(new PeerSegment("A", 1, 4));
        Pass(600);
        Assert.Equal(TcpState.Established, connection.State);
    }

    [Fact]
    public void SynSent_SynLeavesLate_RoundTripIsTimedFromThen()
    {
        Stick();
        var connection = _t.Connect();
        Pass(1);
        _t.Port.IsStuck = false;
        Assert.StartsWith("S 0+0", _t.Out()[^1]);
        _t.Advance(5_000);
        _t.In(new PeerSegment("SA", 0, 1).With(1000));
        Assert.Equal((TcpState.Established, 5_000L), (connection.State, connection.Statistics.SmoothedRtt));
    }

    /// <summary>The port's ring and the burst before it are full.</summary>
    private void Stick()
    {
        _t.Port.IsStuck = true;
        while (_t.Net.HasTransmitRoom && _t.Net.TryBegin(out var packet))
        {
            packet.Length = 60;
            _t.Net.SendTo(packet, default, default);
        }
    }

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds * (Second / Step); i++)
        {
            _t.Advance(Step);
            _t.Out();
        }
    }
}
