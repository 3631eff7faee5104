using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>The retransmission timeout and what follows it: Karn's rule (RFC 6298), the windows after idleness and lost SYNs.</summary>
public sealed class TimeoutTests : IDisposable
{
    private readonly TcpHarness _t = new();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Timeout_RepetitionAcked_StaysDoubledUntilSomethingIsTimed()
    {
        var connection = _t.Established();
        _t.Write(connection, "abc");
        Assert.Single(_t.Out());
        Assert.Single(_t.After(210_000));
        _t.In(new PeerSegment("A", 1, 4));
        Assert.Equal(400_000, connection.Statistics.RetransmitTimeout);
        _t.Write(connection, "d");
        Assert.Single(_t.Out());
        Assert.Empty(_t.After(300_000));
        _t.In(new PeerSegment("A", 1, 5));
        Assert.InRange(connection.Statistics.SmoothedRtt, 30_000, 310_000);
        Assert.True(connection.Statistics.RetransmitTimeout > 300_000);
    }

    /// <summary>A path that has become slower than the timeout: without the doubled timeout no segment would ever be timed.</summary>
    [Fact]
    public void Timeout_PathSlowerThanIt_IsLearntWithoutTimestamps()
    {
        var connection = _t.Established();
        var sent = 0u;
        for (var i = 0; i < 12; i++)
        {
            _t.Write(connection, "x");
            Assert.NotEmpty(_t.Out());
            _t.After(1_500_000);
            _t.In(new PeerSegment("A", 1, ++sent + 1));
        }
        Assert.True(connection.Statistics.RetransmitTimeout > 1_500_000);
        var before = connection.Statistics.Retransmissions;
        _t.Write(connection, "x");
        Assert.Single(_t.Out());
        Assert.Empty(_t.After(1_500_000));
        Assert.Equal(before, connection.Statistics.Retransmissions);
    }

    [Fact]
    public void ZeroWindow_OpensAfterManyProbes_TimeoutIsShortAgain()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("A", Window: 0));
        _t.Write(connection, "abc");
        Assert.True(_t.After(20_000_000).Length > 4);
        _t.In(new PeerSegment("A"));
        _t.Expect("PA 1+3 ack 1 win 60000");
        Assert.Equal(["PA 1+3 ack 1 win 60000"], _t.After(250_000));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 1)]
    public void SynSent_SynsLost_StartWithTheWindowOfRfc6928(int lost, int segments)
    {
        var connection = _t.Connect();
        Assert.Single(_t.Out());
        for (var i = 0; i < lost; i++)
            Assert.Single(_t.After(1_100_000 << i));
        _t.In(new PeerSegment("SA", 0).With(mss: 1000));
        _t.Write(connection, new string('x', 30_000));
        var sent = _t.Out();
        Assert.Equal(segments, sent.Count(s => s.Contains("+1000")));
        // RFC 6298 section 5.7: after a lost SYN data starts with three seconds.
        Assert.Equal(3_000_000, connection.Statistics.RetransmitTimeout);
    }

    [Fact]
    public void Idle_LongerThanTheTimeout_StartsFromTheInitialWindow()
    {
        var connection = _t.Established();
        _t.Write(connection, new string('x', 20_000));
        for (var acked = 0u; acked < 20_000; acked += 2000)
        {
            Assert.NotNull(_t.Out());
            _t.In(new PeerSegment("A", 1, acked + 2001));
        }
        Assert.True(connection.Statistics.CongestionWindow > 15_000);
        _t.After(1_000_000);
        _t.Write(connection, new string('x', 30_000));
        Assert.Equal(10, _t.Out().Length);
    }
}
