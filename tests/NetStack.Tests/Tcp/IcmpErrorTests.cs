using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>ICMP errors about TCP packets: path MTU discovery, and what is believed of them (RFC 1191, RFC 5927).</summary>
public sealed class IcmpErrorTests : IDisposable
{
    private readonly TcpHarness _t = new();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void FragmentationNeeded_ForDataInFlight_ShrinksSegmentsAndSendsAgain()
    {
        var connection = _t.Established(mss: 1460);
        _t.Write(connection, new string('x', 1460));
        _t.Expect("PA 1+1460 ack 1 win 60000");
        Error(IcmpPacket.FragmentationNeeded, mtu: 1000, _t.Iss + 1u, TcpHarness.ServerPort, TcpHarness.PeerPort);
        Assert.Equal(960, connection.Statistics.SegmentSize);
        _t.Expect("A 1+960 ack 1 win 60000", "PA 961+500 ack 1 win 60000");
    }

    [Fact]
    public void FragmentationNeeded_WithForeignSequence_IsNotBelieved()
    {
        var connection = _t.Established(mss: 1460);
        _t.Write(connection, "x");
        Assert.Single(_t.Out());
        Error(IcmpPacket.FragmentationNeeded, mtu: 600, _t.Iss + 100_000u, TcpHarness.ServerPort, TcpHarness.PeerPort);
        Assert.Equal(1460, connection.Statistics.SegmentSize);
    }

    [Fact]
    public void FragmentationNeeded_AbsurdlySmall_StopsAtTheFloor()
    {
        var connection = _t.Established(mss: 1460);
        _t.Write(connection, "x");
        Assert.Single(_t.Out());
        Error(IcmpPacket.FragmentationNeeded, mtu: 68, _t.Iss + 1u, TcpHarness.ServerPort, TcpHarness.PeerPort);
        Assert.Equal(512, connection.Statistics.SegmentSize);
        Assert.False(connection.DontFragment);
    }

    [Fact]
    public void FragmentationNeeded_Learnt_HoldsForTheNextConnection()
    {
        var connection = _t.Established(mss: 1460);
        _t.Write(connection, "x");
        Assert.Single(_t.Out());
        Error(IcmpPacket.FragmentationNeeded, mtu: 1200, _t.Iss + 1u, TcpHarness.ServerPort, TcpHarness.PeerPort);
        Assert.Equal(1200, _t.Connect().PathMtu);
    }

    [Fact]
    public void PortUnreachable_WhileConnecting_EndsTheAttempt()
    {
        var connection = _t.Connect();
        Assert.Single(_t.Out());
        Error(IcmpPacket.PortUnreachable, 0, _t.Iss, connection.Local.Port, TcpHarness.PeerPort);
        Assert.Equal((TcpState.Closed, TcpError.Unreachable), (connection.State, connection.Error));
    }

    [Fact]
    public void PortUnreachable_WhenEstablished_IsIgnored()
    {
        var connection = _t.Established();
        _t.Write(connection, "x");
        Assert.Single(_t.Out());
        Error(IcmpPacket.PortUnreachable, 0, _t.Iss + 1u, TcpHarness.ServerPort, TcpHarness.PeerPort);
        Assert.Equal(TcpState.Established, connection.State);
    }

    private void Error(byte code, uint mtu, SeqNumber sequence, ushort ownPort, ushort peerPort)
    {
        Assert.True(_t.TryAllocate(out var packet));
        packet.Length = 14 + 20 + 8 + 28;
        new EthernetHeader(_t.Net.Mac, new MacAddress(0x02_00_00_00_00_0B), EtherType.Ipv4).Write(packet.Bytes);
        new Ipv4Header(TcpHarness.Peer, TcpHarness.Own, IpProtocol.Icmp, 36).Write(packet.Bytes[14..]);
        var quoted = packet.Bytes[42..];
        new Ipv4Header(TcpHarness.Own, TcpHarness.Peer, IpProtocol.Tcp, 1480).Write(quoted);
        Span<byte> tcp = stackalloc byte[20];
        new TcpHeader(ownPort, peerPort, sequence, default, TcpFlags.Ack, 0).Write(tcp, 0);
        tcp[..8].CopyTo(quoted[20..]);
        IcmpPacket.Write(packet.Bytes[34..], IcmpType.Unreachable, code, mtu);
        _t.Deliver(packet);
    }
}
