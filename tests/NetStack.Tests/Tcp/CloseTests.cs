using MtcpRedis.NetStack.Tcp;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

public sealed class CloseTests : IDisposable
{
    private readonly TcpHarness _t = new();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Established_FinArrives_AcksAndEntersCloseWait()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("FA"));
        _t.Expect("A 1+0 ack 2 win 59999");
        Assert.Equal((TcpState.CloseWait, "<end>"), (connection.State, _t.Read(connection)));
    }

    [Fact]
    public void CloseWait_UserStillSends_DataLeaves()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("FA"));
        _t.Write(connection, "late");
        _t.Expect("PA 1+4 ack 2 win 59999");
    }

    [Fact]
    public void CloseWait_UserCloses_SendsFinAndLastAckEndsIt()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("FA"));
        connection.Close();
        _t.Expect("FA 1+0 ack 2 win 59999");
        Assert.Equal(TcpState.LastAck, connection.State);
        _t.In(new PeerSegment("A", 2, 2));
        _t.Expect();
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_UserCloses_SendsFinAndWaits()
    {
        var connection = _t.Established();
        connection.Close();
        _t.Expect("FA 1+0 ack 1 win 60000");
        Assert.Equal(TcpState.FinWait1, connection.State);
        _t.In(new PeerSegment("A", 1, 2));
        Assert.Equal(TcpState.FinWait2, connection.State);
        _t.In(new PeerSegment("FA", 1, 2));
        _t.Expect("A 2+0 ack 2 win 59999");
        Assert.Equal(TcpState.TimeWait, connection.State);
        Assert.Empty(_t.After(59_000_000));
        Assert.Equal(1, _t.Tcp.ConnectionCount);
        Assert.Empty(_t.After(2_000_000));
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_CloseWithDataQueued_FinRidesOnTheLastSegment()
    {
        var connection = _t.Established();
        _t.Write(connection, new string('x', 1500));
        connection.Close();
        _t.Expect("A 1+1000 ack 1 win 60000", "FPA 1001+500 ack 1 win 60000");
    }

    [Fact]
    public void FinWait1_FinWithAckOfOurs_EntersTimeWait()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 2));
        _t.Expect("A 2+0 ack 2 win 59999");
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void FinWait1_FinWithoutAckOfOurs_ClosesSimultaneously()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 1));
        _t.Expect("A 2+0 ack 2 win 59999");
        Assert.Equal(TcpState.Closing, connection.State);
        _t.In(new PeerSegment("A", 2, 2));
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void FinWait1_NoAck_FinIsRepeated()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        Assert.Equal(["FA 1+0 ack 1 win 60000"], _t.After(300_000));
    }

    /// <summary>Nobody waits for the outcome any more, so it is given up sooner than a connection in use.</summary>
    [Fact]
    public void FinWait1_ClosedByUserAndNeverAnswered_IsGivenUpAfterEightRepetitions()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        Assert.Equal(8, _t.After(110_000_000).Length);
        Assert.Equal((TcpState.Closed, 1L, 0), (connection.State, _t.Tcp.Statistics.TimedOut, _t.Tcp.ConnectionCount));
    }

    [Fact]
    public void FinWait2_HalfClosed_StillReceives()
    {
        var connection = _t.Established();
        connection.ShutdownSend();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("A", 1, 2));
        Assert.Empty(_t.After(300_000_000));
        _t.In(new PeerSegment("PA", 1, 2, "more"));
        Assert.Equal((TcpState.FinWait2, "more"), (connection.State, _t.Read(connection)));
        Assert.Equal(TcpConnection.Failed, _t.Write(connection, "no"));
    }

    [Fact]
    public void FinWait2_ClosedByUser_IsForgottenAfterItsTime()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("A", 1, 2));
        Assert.Empty(_t.After(61_000_000));
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void FinWait2_DataAfterUserClosed_IsAnsweredWithReset()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("PA", 1, 2, "nobody reads this"));
        _t.Expect("RA 2+0 ack 1 win 0");
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_CloseWithUnreadData_SendsReset()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "unread"));
        connection.Close();
        _t.Expect("RA 1+0 ack 7 win 0");
        _t.ExpectNothingLeft();
    }

    /// <summary>On Linux what was written has left before the reset does; here it may still stand in the buffer.</summary>
    [Fact]
    public void Established_CloseWithUnreadData_SendsWhatWasWrittenAndThenTheReset()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "unread"));
        _t.Write(connection, "goodbye");
        connection.Close();
        _t.Expect("PA 1+7 ack 7 win 59994", "RA 8+0 ack 7 win 0");
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_Abort_SendsResetAndDropsTheBuffer()
    {
        var connection = _t.Established();
        _t.Write(connection, "never sent");
        connection.Abort();
        _t.Expect("RA 1+0 ack 1 win 0");
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void TimeWait_FinRepeated_IsAckedAndWaitsAnew()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 2));
        Assert.Single(_t.Out());
        Assert.Empty(_t.After(50_000_000));
        _t.In(new PeerSegment("FA", 1, 2));
        _t.Expect("A 2+0 ack 2 win 59999");
        Assert.Empty(_t.After(50_000_000));
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void TimeWait_Reset_IsIgnored()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 2));
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("R", 2, 0));
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void TimeWait_NewerSyn_StartsANewConnection()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 2));
        Assert.Single(_t.Out());
        var before = _t.Iss;
        _t.In(new PeerSegment("S", 1000, 0));
        _t.Expect("SA 0+0 ack 1001 win 60000 mss 1460");
        Assert.True(_t.Iss > before + 60000);
        Assert.Equal(1, _t.Tcp.ConnectionCount);
    }

    [Fact]
    public void TimeWait_OlderSyn_IsNotANewConnection()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("FA", 1, 2));
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("S", 0, 0));
        _t.Expect("A 2+0 ack 2 win 59999");
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void Established_ResetAtTheExpectedNumber_EndsTheConnection()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "x"));
        _t.In(new PeerSegment("R", 2, 0));
        Assert.Equal((TcpState.Closed, TcpError.Reset), (connection.State, connection.Error));
        Assert.Equal("x<failed>", _t.Read(connection));
        Assert.Equal(TcpConnection.Failed, _t.Write(connection, "x"));
        connection.Close();
        _t.Expect();
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_ResetWithUnreadAndOutOfOrderData_CloseGivesAllBack()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "held"));
        _t.In(new PeerSegment("PA", 5, 1, "copied"));
        _t.In(new PeerSegment("PA", 100, 1, "ahead"));
        _t.In(new PeerSegment("R", 11, 0));
        Assert.Equal((TcpState.Closed, 10), (connection.State, connection.Readable));
        connection.Close();
        _t.Out();
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_ResetBeforeTheAccept_OnlyDataKeepsItsPlaceInTheQueue()
    {
        _t.Listen();
        foreach (var data in new[] { "", "SET k v" })
        {
            _t.In(new PeerSegment("S", 0, 0));
            Assert.Single(_t.Out());
            _t.In(new PeerSegment("A"));
            if (data.Length > 0)
                _t.In(new PeerSegment("PA", 1, 1, data));
            Assert.Equal(1, _t.Listener.Waiting);
            _t.In(new PeerSegment("R", 1 + (uint)data.Length, 0));
            Assert.Equal(data.Length > 0 ? 1 : 0, _t.Listener.Waiting);
        }
        Assert.True(_t.Listener.TryAccept(out var connection));
        Assert.Equal("SET k v<failed>", _t.Read(connection));
        connection.Close();
        _t.Expect();
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void Established_ResetElsewhereInTheWindow_IsQuestionedOnce()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("R", 100, 0));
        _t.Expect("A 1+0 ack 1 win 60000");
        _t.In(new PeerSegment("R", 101, 0));
        _t.Expect();
        Assert.Equal((TcpState.Established, 1L), (connection.State, _t.Tcp.Statistics.ChallengeAcks));
    }

    [Fact]
    public void Established_ResetOutsideTheWindow_IsIgnored()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("R", 200_000, 0));
        _t.Expect();
        Assert.Equal(TcpState.Established, connection.State);
    }

    [Fact]
    public void Established_SynInTheWindow_IsQuestioned()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("S", 50, 0));
        _t.Expect("A 1+0 ack 1 win 60000");
        Assert.Equal(TcpState.Established, connection.State);
    }

    [Fact]
    public void Established_SynsOutsideTheWindow_AreAskedAboutAtALimitedRate()
    {
        var connection = _t.Established();
        for (var i = 0u; i < 20; i++)
            _t.In(new PeerSegment("S", 1_000_000 + i, 0));
        _t.Expect("A 1+0 ack 1 win 60000");
        Assert.Empty(_t.After(100_000));
        Assert.Equal((TcpState.Established, 1L), (connection.State, _t.Tcp.Statistics.ChallengeAcks));
    }

    [Fact]
    public void Challenges_OnManyConnections_StayWithinTheRateOfAll()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { ChallengesPerSecond = 3 });
        t.Listen();
        for (ushort port = 1; port <= 10; port++)
        {
            t.In(new PeerSegment("S", 0, 0), port);
            Assert.Single(t.Out());
            t.In(new PeerSegment("A"), port);
        }
        Assert.Empty(t.Out());
        for (ushort port = 1; port <= 10; port++)
            t.In(new PeerSegment("S", 50, 0), port);
        Assert.Equal(3, t.Out().Length);
    }

    [Fact]
    public void SynSent_UserShutsDown_FinFollowsTheHandshake()
    {
        var connection = _t.Connect();
        _t.Write(connection, "abc");
        connection.ShutdownSend();
        Assert.StartsWith("S 0+0", Assert.Single(_t.Out()));
        Assert.Equal(TcpState.SynSent, connection.State);
        _t.In(new PeerSegment("SA", 0).With(mss: 1000));
        _t.Expect("FPA 1+3 ack 1 win 60000");
        Assert.Equal(TcpState.FinWait1, connection.State);
        _t.In(new PeerSegment("A", 1, 5));
        Assert.Equal(TcpState.FinWait2, connection.State);
    }

    [Fact]
    public void SynReceived_UserCloses_FinFollowsTheHandshake()
    {
        var connection = _t.Connect();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("S", 0, 0).With(mss: 1000));
        _t.Expect("SA 0+0 ack 1 win 60000 mss 1460");
        connection.Close();
        Assert.Equal(["SA 0+0 ack 1 win 60000 mss 1460"], _t.After(1_100_000));
        _t.In(new PeerSegment("A"));
        _t.Expect("FA 1+0 ack 1 win 60000");
        _t.In(new PeerSegment("FA", 1, 2));
        _t.Expect("A 2+0 ack 2 win 59999");
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void Closing_FinRepeated_IsAckedAgainAndAckOfOursEntersTimeWait()
    {
        var connection = _t.Established();
        connection.Close();
        _t.Expect("FA 1+0 ack 1 win 60000");
        for (var i = 0; i < 2; i++)
        {
            _t.In(new PeerSegment("FA", 1, 1));
            _t.Expect("A 2+0 ack 2 win 59999");
            Assert.Equal(TcpState.Closing, connection.State);
        }
        _t.In(new PeerSegment("A", 2, 2));
        Assert.Equal(TcpState.TimeWait, connection.State);
    }

    [Fact]
    public void LastAck_NoAck_FinIsRepeatedUntilItComes()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("FA"));
        Assert.Single(_t.Out());
        connection.Close();
        _t.Expect("FA 1+0 ack 2 win 59999");
        Assert.Equal(["FA 1+0 ack 2 win 59999"], _t.After(210_000));
        _t.In(new PeerSegment("A", 2, 2));
        _t.ExpectNothingLeft();
    }

    [Theory]
    [InlineData(TcpState.CloseWait)]
    [InlineData(TcpState.FinWait1)]
    [InlineData(TcpState.FinWait2)]
    [InlineData(TcpState.Closing)]
    [InlineData(TcpState.LastAck)]
    public void AnySynchronizedState_Reset_EndsTheConnection(TcpState state)
    {
        var connection = _t.Established();
        if (state is TcpState.CloseWait or TcpState.LastAck)
            _t.In(new PeerSegment("FA"));
        if (state != TcpState.CloseWait)
            connection.ShutdownSend();
        Assert.Single(_t.Out());
        if (state == TcpState.FinWait2)
            _t.In(new PeerSegment("A", 1, 2));
        if (state == TcpState.Closing)
            _t.In(new PeerSegment("FA", 1, 1));
        _t.Out();
        Assert.Equal(state, connection.State);
        _t.In(new PeerSegment("R", connection.Receiver.Next - TcpHarness.PeerIsn is var next ? (uint)next : 0, 0));
        Assert.Equal((TcpState.Closed, TcpError.Reset), (connection.State, connection.Error));
        connection.Close();
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void TimeWait_TableFull_OldestMakesRoom()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxConnections = 2 });
        t.Listen();
        for (ushort port = 1; port <= 2; port++)
        {
            t.In(new PeerSegment("S", 0, 0), port);
            Assert.Single(t.Out());
            t.In(new PeerSegment("A"), port);
            Assert.True(t.Listener.TryAccept(out var connection));
            connection.Close();
            Assert.Single(t.Out());
            t.In(new PeerSegment("FA", 1, 2), port);
            Assert.Single(t.Out());
        }
        Assert.Equal(2, t.Tcp.Statistics.InState(TcpState.TimeWait));
        t.In(new PeerSegment("S", 0, 0), 3);
        Assert.StartsWith("SA", Assert.Single(t.Out()));
        Assert.Equal((1, 2), (t.Tcp.Statistics.InState(TcpState.TimeWait), t.Tcp.ConnectionCount));
    }

    [Fact]
    public void Listener_Closed_ResetsWhatWasNotAccepted()
    {
        _t.Listen();
        _t.In(new PeerSegment("S", 0, 0));
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("A"));
        _t.Listener.Close();
        _t.Expect("RA 1+0 ack 1 win 0");
        _t.ExpectNothingLeft();
    }

    [Fact]
    public void TcpTransitions_Table_IsTheDiagram()
    {
        Assert.True(TcpTransitions.IsLegal(TcpState.FinWait1, TcpState.Closing));
        Assert.False(TcpTransitions.IsLegal(TcpState.FinWait2, TcpState.Established));
        Assert.False(TcpTransitions.IsLegal(TcpState.TimeWait, TcpState.CloseWait));
        Assert.All(Enum.GetValues<TcpState>(), state => Assert.True(TcpTransitions.IsLegal(state, TcpState.Closed)));
    }
}
