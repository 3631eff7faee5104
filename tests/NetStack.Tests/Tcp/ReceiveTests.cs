using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

public sealed unsafe class ReceiveTests : IDisposable
{
    private readonly TcpHarness _t = new();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Established_RequestAndReplyInOneTurn_AckRidesOnTheReply()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "PING"));
        Assert.Equal("PING", _t.Read(connection));
        _t.Write(connection, "+PONG");
        _t.Expect("PA 1+5 ack 5 win 59996");
        Assert.Empty(_t.After(15_000));
    }

    [Fact]
    public void Established_NoReply_AckFollowsAfterItsDelay()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "PING"));
        Assert.Equal("PING", _t.Read(connection));
        Assert.Empty(_t.After(9_000));
        Assert.Equal(["A 1+0 ack 5 win 59996"], _t.After(3_000));
    }

    [Fact]
    public void Established_TwoFullSegments_AreAckedAtOnce()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("A", 1, 1, new string('a', 1000)));
        _t.Expect();
        _t.In(new PeerSegment("A", 1001, 1, new string('b', 1000)));
        Assert.Equal(2000, _t.Read(connection).Length);
        _t.Expect("A 1+0 ack 2001 win 60000");
    }

    [Fact]
    public void Receive_OneSegment_IsHandedOutInThePacket()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "in place"));
        var buffer = stackalloc byte[64];
        Assert.Equal(8, connection.Receive(buffer, 64, out var data));
        Assert.True(data != buffer);
        Assert.Equal("in place"u8, new ReadOnlySpan<byte>(data, 8));
        Assert.Equal((1, 0L), (_t.Tcp.HeldPackets, _t.Tcp.BufferBytes));
        _t.In(new PeerSegment("PA", 9, 1, "more"));
        Assert.Equal("in place"u8, new ReadOnlySpan<byte>(data, 8));
        Assert.Equal("more", _t.Read(connection));
        Assert.Equal(0, _t.Tcp.HeldPackets);
    }

    [Fact]
    public void Receive_SeveralSegments_KeepTheirOrderAcrossPacketAndBuffer()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("PA", 1, 1, "one "));
        _t.In(new PeerSegment("PA", 5, 1, "two "));
        _t.In(new PeerSegment("PA", 9, 1, "three"));
        Assert.Equal(13, connection.Readable);
        Assert.Equal("one two three", _t.Read(connection));
        Assert.Equal((0, 0L), (_t.Tcp.HeldPackets, _t.Tcp.BufferBytes));
    }

    [Fact]
    public void Receive_TooManyPacketsHeld_CopiesInstead()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxHeldPackets = 0 });
        var connection = t.Established();
        t.In(new PeerSegment("PA", 1, 1, "copied"));
        Assert.Equal((0, 512L), (t.Tcp.HeldPackets, t.Tcp.BufferBytes));
        Assert.Equal("copied", t.Read(connection));
        Assert.Equal(0, t.Tcp.BufferBytes);
    }

    [Fact]
    public void Receive_MuchInTheBuffer_IsHandedOutWhereItLiesWhileMoreArrives()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxHeldPackets = 0 });
        var connection = t.Established();
        for (var i = 0; i < 5; i++)
            t.In(new PeerSegment("A", (uint)(1 + 1000 * i), 1, new string((char)('a' + i), 1000)));
        var buffer = stackalloc byte[64];
        Assert.Equal(5000, connection.Receive(buffer, 64, out var data));
        Assert.True(data != buffer, "more than the buffer holds, where it lies");
        Assert.Equal((0, false), (connection.Readable, connection.HasMore));
        for (var i = 5; i < 20; i++)
            t.In(new PeerSegment("A", (uint)(1 + 1000 * i), 1, new string((char)('a' + i), 1000)));
        for (var i = 0; i < 5000; i++)
            Assert.Equal('a' + i / 1000, data[i]);
        Assert.Equal(15_000, connection.Readable);
        var rest = t.Read(connection);
        Assert.Equal(string.Concat(Enumerable.Range(5, 15).Select(i => new string((char)('a' + i), 1000))), rest);
        connection.Release();
        Assert.Equal(0, t.Tcp.BufferBytes);
    }

    [Fact]
    public void Close_WithBytesHandedOutAndNoneUnread_EndsInOrder()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxHeldPackets = 0 });
        var connection = t.Established();
        for (var i = 0; i < 5; i++)
            t.In(new PeerSegment("A", (uint)(1 + 1000 * i), 1, new string('x', 1000)));
        var buffer = stackalloc byte[64];
        Assert.Equal(5000, connection.Receive(buffer, 64, out _));
        connection.Close();
        Assert.Equal(TcpState.FinWait1, connection.State);
        Assert.Equal(0, t.Tcp.BufferBytes);
    }

    [Fact]
    public void Established_GapThenFill_SacksAndDeliversInOrder()
    {
        var connection = _t.Established(sack: true);
        _t.In(new PeerSegment("PA", 6, 1, "world"));
        _t.Expect("A 1+0 ack 1 win 60000 sack 6-11");
        Assert.Equal("", _t.Read(connection));
        _t.In(new PeerSegment("PA", 1, 1, "hello"));
        Assert.Equal("helloworld", _t.Read(connection));
        _t.Expect("A 1+0 ack 11 win 59990");
    }

    [Fact]
    public void Established_SeveralGaps_LatestRangeIsReportedFirst()
    {
        _t.Established(sack: true);
        _t.In(new PeerSegment("A", 11, 1, "bb"));
        _t.Expect("A 1+0 ack 1 win 60000 sack 11-13");
        _t.In(new PeerSegment("A", 21, 1, "cc"));
        _t.Expect("A 1+0 ack 1 win 60000 sack 21-23 sack 11-13");
        _t.In(new PeerSegment("A", 5, 1, "aa"));
        _t.Expect("A 1+0 ack 1 win 60000 sack 5-7 sack 21-23 sack 11-13");
        _t.In(new PeerSegment("A", 13, 1, "b"));
        _t.Expect("A 1+0 ack 1 win 60000 sack 11-14 sack 5-7 sack 21-23");
    }

    [Fact]
    public void Established_DuplicateData_IsReportedByDSackOnce()
    {
        var connection = _t.Established(sack: true);
        _t.In(new PeerSegment("PA", 1, 1, "abc"));
        Assert.Equal("abc", _t.Read(connection));
        _t.In(new PeerSegment("PA", 1, 1, "abc"));
        _t.Expect("A 1+0 ack 4 win 59997 sack 1-4");
        _t.In(new PeerSegment("PA", 2, 1, "bcde"));
        Assert.Equal("de", _t.Read(connection));
        _t.Expect("A 1+0 ack 6 win 59995 sack 2-4");
    }

    [Fact]
    public void Established_DataBeyondTheWindow_IsCutOff()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxReceiveBuffer = 10 });
        var connection = t.Established();
        t.In(new PeerSegment("PA", 1, 1, "0123456789ABC"));
        t.Expect("A 1+0 ack 11 win 0");
        t.In(new PeerSegment("PA", 11, 1, "ABC"));
        t.Expect("A 1+0 ack 11 win 0");
        Assert.Equal("0123456789", t.Read(connection));
        t.Expect("A 1+0 ack 11 win 10");
    }

    [Fact]
    public void Established_FinBeforeItsData_WaitsForTheGap()
    {
        var connection = _t.Established(sack: true);
        _t.In(new PeerSegment("FA", 4, 1, "def"));
        Assert.Equal(TcpState.Established, connection.State);
        _t.In(new PeerSegment("A", 1, 1, "abc"));
        Assert.Equal((TcpState.CloseWait, "abcdef<end>"), (connection.State, _t.Read(connection)));
    }

    [Fact]
    public void Established_AckOfDataNeverSent_IsChallenged()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("A", 1, 5000));
        _t.Expect("A 1+0 ack 1 win 60000");
        Assert.Equal((TcpState.Established, 1L), (connection.State, _t.Net.Drops[DropCause.BadSegment]));
    }

    [Fact]
    public void Established_SegmentWithoutAck_IsDropped()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("P", 1, 0, "x"));
        _t.Expect();
        Assert.Equal("", _t.Read(connection));
    }

    [Fact]
    public void Established_AckAtTheVeryEndOfTheWindow_Counts()
    {
        var connection = _t.Established();
        _t.Write(connection, "data");
        Assert.Single(_t.Out());
        _t.In(new PeerSegment("A", 60001, 5));
        Assert.Equal(0, connection.Unsent);
        _t.In(new PeerSegment("A", 60002, 5));
        Assert.Equal(1, _t.Net.Drops[DropCause.OutOfWindow]);
    }

    [Fact]
    public void Established_KeepAliveOfThePeer_IsAnswered()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("A", 0, 1));
        _t.Expect("A 1+0 ack 1 win 60000");
        Assert.Equal(TcpState.Established, connection.State);
    }

    [Fact]
    public void Established_UrgentData_IsDeliveredInLine()
    {
        var connection = _t.Established();
        _t.In(new PeerSegment("UPA", 1, 1, "urgent"));
        Assert.Equal("urgent", _t.Read(connection));
    }

    [Fact]
    public void Established_OldTimestamp_IsDroppedAndAnswered()
    {
        using var t = new TcpHarness(new TcpStackOptions());
        t.Listen();
        t.In(new PeerSegment("S", 0, 0).With(1460).Stamped(1000, 0));
        Assert.Single(t.Out());
        t.In(new PeerSegment("A").Stamped(1001, 0));
        Assert.True(t.Listener.TryAccept(out var connection));
        t.In(new PeerSegment("PA", 1, 1, "old").Stamped(999, 0));
        Assert.Equal(("", 1L), (t.Read(connection), t.Net.Drops[DropCause.Paws]));
        t.Expect("A 1+0 ack 1 win 65535 ecr 1001");
        t.In(new PeerSegment("PA", 1, 1, "none"));
        Assert.Equal(("", 2L), (t.Read(connection), t.Net.Drops[DropCause.Paws]));
        t.In(new PeerSegment("PA", 1, 1, "new").Stamped(1002, 0));
        Assert.Equal("new", t.Read(connection));
    }

    [Fact]
    public void Established_BadChecksum_IsDropped()
    {
        var connection = _t.Established();
        Assert.True(_t.TryAllocate(out var packet));
        Convert.FromHexString("02000000000A02000000000B080045000029000040004006" + "26CD0A0000020A000001" + "9C4018EB000000010000000150100000ABCD000078").CopyTo(packet.Room);
        packet.Length = 55;
        _t.Deliver(packet);
        Assert.Equal(("", 1L), (_t.Read(connection), _t.Net.Drops[DropCause.BadTcpChecksum]));
    }

    [Fact]
    public void Established_NoBufferMemory_DropsAndRecovers()
    {
        using var t = new TcpHarness(TcpHarness.Plain with { MaxBufferMemory = 512, MaxHeldPackets = 0 });
        var connection = t.Established();
        t.In(new PeerSegment("A", 1, 1, new string('a', 500)));
        t.In(new PeerSegment("A", 501, 1, new string('b', 500)));
        Assert.Equal((1L, 500), (t.Net.Drops[DropCause.NoBufferMemory], t.Read(connection).Length));
        t.In(new PeerSegment("A", 501, 1, new string('b', 500)));
        Assert.Equal(500, t.Read(connection).Length);
    }
}
