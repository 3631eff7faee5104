using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>Which segments take the short way, and that it does with them what the long one does.</summary>
public sealed class ExpectedSegmentTests : IDisposable
{
    private readonly TcpHarness _t = new();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Established_RequestsInOrder_TakeTheShortWay()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "abc"));
        Assert.Equal("abc", _t.Read(connection));
        _t.Write(connection, "xy");
        _t.Expect("PA 1+2 ack 4 win 59997");
        _t.In(new PeerSegment("PA", 4, 3, "de"));
        Assert.Equal("de", _t.Read(connection));
        _t.Write(connection, "z");
        _t.Expect("PA 3+1 ack 6 win 59995");
        _t.In(new PeerSegment("A", 6, 4));
        Assert.Equal((3L, 0), (_t.Tcp.Statistics.SegmentsExpected, connection.Unsent));
    }

    [Theory]
    [InlineData("FA", 1u, 1u, "")]
    [InlineData("A", 1u, 1u, "")]
    [InlineData("A", 2u, 1u, "gap")]
    [InlineData("A", 0u, 1u, "old")]
    [InlineData("A", 1u, 2u, "acks what was never sent")]
    [InlineData("UA", 1u, 1u, "urgent")]
    [InlineData("RA", 1u, 1u, "")]
    [InlineData("SA", 1u, 1u, "")]
    public void Established_AnythingElse_TakesTheLongWay(string flags, uint sequence, uint acknowledgment, string data)
    {
        _t.Established();
        _t.In(new PeerSegment(flags, sequence, acknowledgment, data));
        Assert.Equal(0, _t.Tcp.Statistics.SegmentsExpected);
    }

    [Fact]
    public void Established_MoreThanTheWindow_TakesTheLongWay()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxReceiveBuffer = 4 });
        var connection = t.Established();
        t.In(new PeerSegment("PA", 1, 1, "12345"));
        Assert.Equal((0L, "1234"), (t.Tcp.Statistics.SegmentsExpected, t.Read(connection)));
    }

    [Fact]
    public void Established_WithinAGap_TakesTheLongWay()
    {
        var connection = _t.Established(sack: true);
        _t.In(new PeerSegment("A", 4, 1, "def"));
        _t.In(new PeerSegment("A", 1, 1, "abc"));
        Assert.Equal((0L, "abcdef"), (_t.Tcp.Statistics.SegmentsExpected, _t.Read(connection)));
    }

    [Fact]
    public void Recovering_AcksOfThePeer_TakeTheLongWay()
    {
        var connection = _t.Established(mss: 1000);
        _t.Write(connection, new string('x', 3000));
        Assert.Equal(3, _t.Out().Length);
        Assert.Single(_t.After(250_000));
        _t.In(new PeerSegment("A", 1, 1001));
        Assert.Equal(0, _t.Tcp.Statistics.SegmentsExpected);
    }

    [Fact]
    public void ClosedByUser_DataOfThePeer_TakesTheLongWayAndIsRefused()
    {
        var connection = _t.Established();
        connection.Close();
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("PA", 1, 1, "late"));
        Assert.Equal(["RA 2+0 ack 1 win 0"], _t.Out());
        Assert.Equal(0, _t.Tcp.Statistics.SegmentsExpected);
    }
}
