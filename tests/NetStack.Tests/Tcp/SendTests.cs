using MtcpRedis.NetStack.Tcp;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

public sealed class SendTests : IDisposable
{
    private readonly TcpHarness _t = new();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Send_MoreThanASegment_IsCutAtTheSegmentSize()
    {
        var connection = _t.Established(mss: 1000);
        Assert.Equal(2500, _t.Write(connection, new string('x', 2500)));
        _t.Expect("A 1+1000 ack 1 win 60000", "A 1001+1000 ack 1 win 60000", "PA 2001+500 ack 1 win 60000");
        _t.In(new PeerSegment("A", 1, 2501));
        Assert.Equal((0, 0L), (connection.Unsent, _t.Tcp.BufferBytes));
    }

    [Fact]
    public void Send_SequenceNumbersBackAtTheInitialOne_SendsTheRightBytes()
    {
        // After each 4 GiB, SND.UNA passes the ISS again; nothing of the SYN may come back with it.
        var connection = _t.Established(mss: 1000);
        connection.Sender.InitialSequence = connection.Sender.Unacknowledged;
        Assert.Equal(3, _t.Write(connection, "abc"));
        _t.Expect("PA 1+3 ack 1 win 60000");
        _t.In(new PeerSegment("A", 1, 4));
        Assert.Equal((0, 3L), (connection.Unsent, connection.Statistics.BytesAcknowledged));
    }

    [Fact]
    public void Send_BeyondTheInitialWindow_StopsAtTenSegments()
    {
        var connection = _t.Established(mss: 1000);
        _t.Write(connection, new string('x', 30_000));
        Assert.Equal(10, _t.Out().Length);
        _t.In(new PeerSegment("A", 1, 2001));
        Assert.Equal(4, _t.Out().Length);
    }

    [Fact]
    public void Send_BeyondThePeersWindow_Waits()
    {
        var connection = _t.Established(mss: 1000);
        _t.In(new PeerSegment("A", Window: 1500));
        _t.Write(connection, new string('x', 5000));
        _t.Expect("A 1+1000 ack 1 win 60000");
        _t.In(new PeerSegment("A", 1, 1001, Window: 3000));
        Assert.Equal(3, _t.Out().Length);
    }

    [Fact]
    public void Send_BufferFull_TakesAPartAndSignalsRoom()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxSendBuffer = 2000 });
        var connection = t.Established(mss: 1000);
        Assert.Equal(2000, t.Write(connection, new string('x', 3000)));
        Assert.Equal(0, t.Write(connection, "y"));
        Assert.Equal(2, t.Out().Length);
        Assert.False(t.Events.HasFlag(TcpEvents.Writable));
        t.In(new PeerSegment("A", 1, 1001));
        Assert.True(t.Events.HasFlag(TcpEvents.Writable));
        Assert.Equal(1000, t.Write(connection, new string('x', 3000)));
    }

    [Fact]
    public void Timeout_NoAck_RetransmitsWithBackoffAndGivesUp()
    {
        var connection = _t.Established();
        _t.Write(connection, "data");
        Assert.Single(_t.Out());
        Assert.Equal(["PA 1+4 ack 1 win 60000"], _t.After(250_000));
        Assert.Empty(_t.After(300_000));
        Assert.Single(_t.After(100_000));
        Assert.Equal(13, _t.After(1000_000_000).Length);
        Assert.Equal((TcpState.Closed, TcpError.TimedOut), (connection.State, connection.Error));
        connection.Close();
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Timeout_AfterIt_SlowStartsFromOneSegment()
    {
        var connection = _t.Established(mss: 1000);
        _t.Write(connection, new string('x', 8000));
        Assert.Equal(8, _t.Out().Length);
        Assert.Equal(["A 1+1000 ack 1 win 60000"], _t.After(250_000));
        _t.In(new PeerSegment("A", 1, 1001));
        _t.Expect("A 1001+1000 ack 1 win 60000", "A 2001+1000 ack 1 win 60000");
        _t.In(new PeerSegment("A", 1, 8001));
        _t.Expect();
        Assert.Equal(0u, connection.Statistics.InFlight);
    }

    [Fact]
    public void DuplicateAcks_Three_RetransmitTheFirstSegment()
    {
        var connection = _t.Established(mss: 1000);
        _t.Write(connection, new string('x', 5000));
        Assert.Equal(5, _t.Out().Length);
        _t.In(new PeerSegment("A"));
        _t.In(new PeerSegment("A"));
        _t.Expect();
        _t.In(new PeerSegment("A"));
        _t.Expect("A 1+1000 ack 1 win 60000");
        Assert.Equal(1, _t.Tcp.Statistics.FastRecoveries);
        _t.In(new PeerSegment("A", 1, 5001));
        _t.Expect();
    }

    [Fact]
    public void NewReno_PartialAck_RetransmitsTheNextHole()
    {
        var connection = _t.Established(mss: 1000);
        _t.Write(connection, new string('x', 5000));
        Assert.Equal(5, _t.Out().Length);
        for (var i = 0; i < 3; i++)
            _t.In(new PeerSegment("A"));
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("A", 1, 2001));
        _t.Expect("A 2001+1000 ack 1 win 60000");
    }

    [Fact]
    public void DuplicateAcks_FirstTwo_LetNewSegmentsOut()
    {
        var connection = _t.Established(mss: 1000);
        _t.Write(connection, new string('x', 30_000));
        Assert.Equal(10, _t.Out().Length);
        _t.In(new PeerSegment("A"));
        _t.Expect("A 10001+1000 ack 1 win 60000");
        _t.In(new PeerSegment("A"));
        _t.Expect("A 11001+1000 ack 1 win 60000");
    }

    [Fact]
    public void Sack_HolesBelowThreeSegments_AreRetransmittedAlone()
    {
        var connection = _t.Established(mss: 1000, sack: true);
        _t.Write(connection, new string('x', 8000));
        Assert.Equal(8, _t.Out().Length);
        _t.In(Sack(1, (1001, 2001), (3001, 8001)));
        Assert.Equal(["A 1+1000 ack 1 win 60000", "A 2001+1000 ack 1 win 60000"], _t.Out());
        _t.In(new PeerSegment("A", 1, 8001));
        _t.Expect();
    }

    [Fact]
    public void Sack_OneSegmentAbove_IsNotYetLoss()
    {
        var connection = _t.Established(mss: 1000, sack: true);
        _t.Write(connection, new string('x', 3000));
        Assert.Equal(3, _t.Out().Length);
        _t.In(Sack(1, (1001, 2001)));
        _t.Expect();
        Assert.Equal(0, _t.Tcp.Statistics.FastRecoveries);
    }

    [Fact]
    public void Sack_BlocksBeyondWhatWasSent_AreIgnored()
    {
        var connection = _t.Established(mss: 1000, sack: true);
        _t.Write(connection, new string('x', 1000));
        Assert.Single(_t.Out());
        _t.In(Sack(1, (5001, 9001)));
        _t.In(Sack(1, (900, 100)));
        _t.Expect();
        Assert.Equal(0, _t.Tcp.Statistics.FastRecoveries);
    }

    [Fact]
    public void DSack_AfterSpuriousRecovery_RestoresTheWindow()
    {
        var connection = _t.Established(mss: 1000, sack: true);
        _t.Write(connection, new string('x', 8000));
        Assert.Equal(8, _t.Out().Length);
        var before = connection.Statistics.CongestionWindow;
        _t.In(Sack(1, (1001, 5001)));
        _t.Expect("A 1+1000 ack 1 win 60000", "PA 7001+1000 ack 1 win 60000");
        Assert.True(connection.Statistics.CongestionWindow < before);
        _t.In(Sack(8001, (1, 1001)));
        Assert.True(connection.Statistics.CongestionWindow < before);
        _t.In(Sack(8001, (7001, 8001)));
        Assert.Equal(2, _t.Tcp.Statistics.SpuriousRetransmissions);
        Assert.True(connection.Statistics.CongestionWindow >= before);
    }

    [Fact]
    public void TailLoss_ProbeAfterTwoRoundTrips_SendsTheLastSegment()
    {
        var connection = _t.Established(mss: 1000, sack: true);
        _t.Write(connection, new string('x', 3000));
        Assert.Equal(3, _t.Out().Length);
        Assert.Equal(["PA 2001+1000 ack 1 win 60000"], _t.After(5_000));
        Assert.Equal(1, _t.Tcp.Statistics.TailProbes);
        Assert.Equal(["A 1+1000 ack 1 win 60000"], _t.After(210_000));
    }

    [Fact]
    public void ZeroWindow_Persists_ProbesAndResumes()
    {
        var connection = _t.Established(mss: 1000);
        _t.In(new PeerSegment("A", Window: 0));
        _t.Write(connection, "blocked");
        _t.Expect();
        Assert.Equal(["A 0+0 ack 1 win 60000"], _t.After(250_000));
        _t.In(new PeerSegment("A", Window: 0));
        _t.Expect();
        Assert.Equal(["A 0+0 ack 1 win 60000"], _t.After(450_000));
        _t.In(new PeerSegment("A", Window: 5000));
        _t.Expect("PA 1+7 ack 1 win 60000");
    }

    [Fact]
    public void ZeroWindow_PeerAnswersForEver_ConnectionLives()
    {
        var connection = _t.Established(mss: 1000);
        _t.In(new PeerSegment("A", Window: 0));
        _t.Write(connection, "blocked");
        for (var i = 0; i < 100; i++)
        {
            Assert.NotEmpty(_t.After(60_100_000));
            _t.In(new PeerSegment("A", Window: 0));
        }
        Assert.Equal(TcpState.Established, connection.State);
    }

    [Fact]
    public void KeepAlive_SilentPeer_IsProbedAndReset()
    {
        var connection = _t.Established();
        connection.SetKeepAlive(10_000_000, 3_000_000, 2);
        Assert.Empty(_t.After(9_900_000));
        Assert.Equal(["A 0+0 ack 1 win 60000"], _t.After(200_000));
        Assert.Equal(["A 0+0 ack 1 win 60000"], _t.After(3_000_000));
        Assert.Equal(["RA 1+0 ack 1 win 0"], _t.After(3_000_000));
        Assert.Equal((TcpState.Closed, TcpError.TimedOut), (connection.State, connection.Error));
    }

    [Fact]
    public void KeepAlive_PeerAnswers_StartsOver()
    {
        var connection = _t.Established();
        connection.SetKeepAlive(10_000_000, 3_000_000, 2);
        for (var i = 0; i < 5; i++)
        {
            Assert.Single(_t.After(10_100_000));
            _t.In(new PeerSegment("A"));
        }
        Assert.Equal(TcpState.Established, connection.State);
    }

    [Fact]
    public void ActiveOpen_Timestamps_AreEchoed()
    {
        using var t = new TcpHarness(new TcpStackOptions());
        var connection = t.Connect();
        Assert.Equal("S 0+0 win 65535 mss 1460 ws 3 sackok ecr 0", Assert.Single(t.Out()));
        t.In(new PeerSegment("SA", 0).With(1460, 7, true).Stamped(99, 1));
        t.Expect("A 1+0 ack 1 win 32768 ecr 99");
        t.In(new PeerSegment("PA", 1, 1, "x").Stamped(100, 1));
        t.Write(connection, "y");
        t.Expect("PA 1+1 ack 2 win 32768 ecr 100");
    }

    private static PeerSegment Sack(uint ack, params (uint Left, uint Right)[] blocks)
    {
        var segment = new PeerSegment("A", 1, ack);
        segment.Options.SackCount = (byte)blocks.Length;
        for (var i = 0; i < blocks.Length; i++)
            segment.Options.Sack[i] = new(new(blocks[i].Left), new(blocks[i].Right));
        return segment;
    }
}
