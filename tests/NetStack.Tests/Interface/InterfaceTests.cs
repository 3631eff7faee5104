using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Interface;

public sealed class InterfaceTests : IDisposable
{
    private readonly InterfaceHarness _t = new InterfaceHarness().Settled();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Start_Addresses_AreAnnouncedTwice()
    {
        using var t = new InterfaceHarness();
        var first = t.Out();
        Assert.Equal(6, first.Length);
        Assert.True(EthernetFrame.TryParse(first[0], out var frame));
        Assert.True(ArpPacket.TryParse(frame.Payload, out var probe));
        Assert.Equal((default, InterfaceHarness.Own, t.Net.Mac), (probe.SenderIp, probe.TargetIp, probe.SenderMac));
        Assert.True(EthernetFrame.TryParse(first[1], out frame));
        Assert.True(ArpPacket.TryParse(frame.Payload, out var arp));
        Assert.Equal((InterfaceHarness.Own, InterfaceHarness.Own, t.Net.Mac), (arp.SenderIp, arp.TargetIp, arp.SenderMac));
        Assert.Empty(t.Out());
        t.Now = t.Net.NextDeadline;
        Assert.Equal((2_000_000, 3), (t.Now, t.Out().Length));
        Assert.Equal(long.MaxValue, t.Net.NextDeadline);
    }

    [Fact]
    public void ArpRequest_ForOurAddress_IsAnsweredAndLearntFrom()
    {
        _t.In(_t.Arp(ArpOperation.Request, InterfaceHarness.PeerMac, InterfaceHarness.Peer, InterfaceHarness.Own));
        Assert.True(EthernetFrame.TryParse(_t.Out()[0], out var frame));
        Assert.True(ArpPacket.TryParse(frame.Payload, out var arp));
        Assert.Equal((InterfaceHarness.PeerMac, ArpOperation.Reply, InterfaceHarness.Own, _t.Net.Mac),
            (frame.Destination, arp.Operation, arp.SenderIp, arp.SenderMac));
        Assert.Equal(InterfaceHarness.PeerMac, _t.Net.Neighbours.Find(InterfaceHarness.Peer)!.Mac);
    }

    [Fact]
    public void ArpRequest_ForAnotherAddress_IsIgnored()
    {
        _t.In(_t.Arp(ArpOperation.Request, InterfaceHarness.PeerMac, InterfaceHarness.Peer, Ipv4Address.Parse("10.0.0.9")));
        Assert.Empty(_t.Out());
        Assert.Null(_t.Net.Neighbours.Find(InterfaceHarness.Peer));
    }

    [Fact]
    public void Arp_AnotherStationClaimsOurAddress_IsCountedAndDefendedOnce()
    {
        for (var i = 0; i < 3; i++)
            _t.In(_t.Arp(ArpOperation.Reply, InterfaceHarness.PeerMac, InterfaceHarness.Own, InterfaceHarness.Own));
        Assert.Single(_t.Out());
        Assert.Equal(3, _t.Net.Statistics.AddressConflicts);
        Assert.Equal(new AddressConflict(InterfaceHarness.Own, InterfaceHarness.PeerMac), _t.Net.Statistics.LastConflict);
    }

    [Fact]
    public void Send_UnknownNeighbour_PacketWaitsForTheAnswer()
    {
        Send("abc");
        var request = Assert.Single(_t.Out());
        Assert.True(EthernetFrame.TryParse(request, out var frame));
        Assert.True(ArpPacket.TryParse(frame.Payload, out var arp));
        Assert.Equal((MacAddress.Broadcast, InterfaceHarness.Peer), (frame.Destination, arp.TargetIp));
        _t.In(_t.Arp(ArpOperation.Reply, InterfaceHarness.PeerMac, InterfaceHarness.Peer, InterfaceHarness.Own));
        Assert.True(EthernetFrame.TryParse(Assert.Single(_t.Out()), out var sent));
        Assert.Equal((InterfaceHarness.PeerMac, EtherType.Ipv4), (sent.Destination, sent.Type));
    }

    [Fact]
    public void Send_NeighbourNeverAnswers_DropsAfterThreeRequestsAndAsksAgainLater()
    {
        for (var i = 0; i < 6; i++)
            Send("abc");
        var requests = 0;
        for (var i = 0; i < 10; i++)
        {
            requests += _t.Out().Length;
            _t.Now += 500_000;
        }
        Assert.Equal((3, 6L), (requests, _t.Net.Drops[DropCause.Unresolved]));
        Send("again");
        Assert.Single(_t.Out());
    }

    [Fact]
    public void Neighbour_LongUnconfirmed_IsProbedOnUseAndStillUsed()
    {
        Send("abc");
        _t.Out();
        _t.In(_t.Arp(ArpOperation.Reply, InterfaceHarness.PeerMac, InterfaceHarness.Peer, InterfaceHarness.Own));
        Assert.Single(_t.Out());
        _t.Now += 31_000_000;
        Assert.Empty(_t.Out());
        Send("still there?");
        var frames = _t.Out();
        Assert.Equal(2, frames.Length);
        Assert.All(frames, f => Assert.Equal(InterfaceHarness.PeerMac, MacAddress.Read(f)));
    }

    [Fact]
    public void Send_OffTheLink_GoesToTheGateway()
    {
        var neighbour = _t.Net.Resolve(Ipv4Address.Parse("192.168.1.1"), _t.Now);
        Assert.Equal(Ipv4Address.Parse("10.0.0.254"), neighbour!.Address.V4);
        Assert.Null(_t.Net.Resolve(Ipv6Address.Parse("2001:db8::1"), _t.Now));
        Assert.Equal(1, _t.Net.Drops[DropCause.NoRoute]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(56)]
    [InlineData(1472)]
    public void EchoRequest_V4_IsReturned(int size)
    {
        _t.In(_t.V4(IpProtocol.Icmp, InterfaceHarness.Echo(size)));
        Assert.True(EthernetFrame.TryParse(Assert.Single(_t.Out()), out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(ip.HasValidChecksum);
        Assert.True(IcmpPacket.TryParse(ip.Payload, out var icmp));
        Assert.Equal((InterfaceHarness.Own, InterfaceHarness.Peer, InterfaceHarness.PeerMac), (ip.Source, ip.Destination, frame.Destination));
        Assert.Equal((IcmpType.EchoReply, 0x1234, 0x5678), (icmp.Type, icmp.Identifier, icmp.Sequence));
        Assert.Equal(InterfaceHarness.Echo(size)[8..], icmp.Body.ToArray());
    }

    [Fact]
    public void EchoRequest_InFragments_IsReturnedInFragments()
    {
        var message = InterfaceHarness.Echo(4000);
        var pieces = new[] { 2960, 0, 1480 };
        foreach (var offset in pieces)
            _t.In(_t.V4(IpProtocol.Icmp, message.AsSpan(offset, Math.Min(1480, message.Length - offset)), offset: offset, more: offset < 2960));
        var reassembled = new byte[message.Length];
        foreach (var bytes in _t.Out())
        {
            Assert.True(EthernetFrame.TryParse(bytes, out var frame));
            Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
            Assert.True(ip.TotalLength <= 1500);
            ip.Payload.CopyTo(reassembled.AsSpan(ip.FragmentOffset));
        }
        Assert.True(IcmpPacket.TryParse(reassembled, out var echo));
        Assert.Equal((IcmpType.EchoReply, 1L), (echo.Type, _t.Net.Statistics.Reassembled));
        Assert.Equal(message[8..], echo.Body.ToArray());
    }

    /// <summary>Some ports put fragments together themselves and deliver more than the MTU.</summary>
    [Fact]
    public void EchoRequest_LargerThanTheMtu_IsReturnedInFragments()
    {
        var harness = new InterfaceHarness(options => options with { Mtu = 576 }).Settled();
        var message = InterfaceHarness.Echo(1400);
        harness.In(harness.V4(IpProtocol.Icmp, message));
        var reassembled = new byte[message.Length];
        foreach (var bytes in harness.Out())
        {
            Assert.True(EthernetFrame.TryParse(bytes, out var frame));
            Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
            Assert.True(ip.TotalLength <= 576);
            ip.Payload.CopyTo(reassembled.AsSpan(ip.FragmentOffset));
        }
        Assert.True(IcmpPacket.TryParse(reassembled, out var echo));
        Assert.Equal(message[8..], echo.Body.ToArray());
        Assert.Equal(harness.Pair.Pool.Count, harness.Pair.Pool.Available);
        harness.Dispose();
    }

    [Fact]
    public void Fragments_Overlapping_ThrowTheDatagramAway()
    {
        var message = InterfaceHarness.Echo(3000);
        _t.In(_t.V4(IpProtocol.Icmp, message.AsSpan(0, 1480), offset: 0, more: true));
        _t.In(_t.V4(IpProtocol.Icmp, message.AsSpan(1472, 1480), offset: 1472, more: true));
        _t.In(_t.V4(IpProtocol.Icmp, message.AsSpan(2952), offset: 2952));
        Assert.Empty(_t.Out());
        Assert.Equal(1, _t.Net.Drops[DropCause.BadFragment]);
    }

    [Fact]
    public void Fragments_RepeatedExactly_AreHarmless()
    {
        var message = InterfaceHarness.Echo(1600);
        for (var i = 0; i < 2; i++)
            _t.In(_t.V4(IpProtocol.Icmp, message.AsSpan(0, 1480), offset: 0, more: true));
        _t.In(_t.V4(IpProtocol.Icmp, message.AsSpan(1480), offset: 1480));
        Assert.Equal(2, _t.Out().Length);
    }

    [Fact]
    public void Fragments_Incomplete_AreGivenUpInTime()
    {
        _t.In(_t.V4(IpProtocol.Icmp, InterfaceHarness.Echo(100).AsSpan(0, 80), offset: 0, more: true));
        Assert.Equal(_t.Now + 30_000_000, _t.Net.NextDeadline);
        _t.Now += 30_000_000;
        _t.Out();
        Assert.Equal((1L, long.MaxValue), (_t.Net.Drops[DropCause.ReassemblyTimeout], _t.Net.NextDeadline));
    }

    [Fact]
    public void Fragments_OfManyDatagrams_StayWithinTheBudget()
    {
        using var t = new InterfaceHarness(o => o with { MaxReassemblies = 2 }).Settled();
        for (byte i = 0; i < 10; i++)
        {
            var frame = t.V4(IpProtocol.Icmp, new byte[8], more: true);
            frame[19] = i;
            new Ipv4Header(InterfaceHarness.Peer, InterfaceHarness.Own, IpProtocol.Icmp, 8, i, false, true).Write(frame.AsSpan(14));
            t.In(frame);
        }
        Assert.Equal(8, t.Net.Drops[DropCause.ReassemblyTimeout]);
    }

    [Fact]
    public void Udp_ToUs_IsUnreachableAtALimitedRate()
    {
        using var t = new InterfaceHarness(o => o with { ErrorRepliesPerSecond = 5 }).Settled();
        for (var i = 0; i < 20; i++)
            t.In(t.V4(IpProtocol.Udp, new byte[20]));
        var replies = t.Out();
        Assert.Equal((5, 15L), (replies.Length, t.Net.Drops[DropCause.RateLimited]));
        Assert.True(EthernetFrame.TryParse(replies[0], out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(IcmpPacket.TryParse(ip.Payload, out var icmp));
        Assert.True(Ipv4Packet.TryParseQuoted(icmp.Body, out var quoted));
        Assert.Equal((IcmpType.Unreachable, IcmpPacket.PortUnreachable, InterfaceHarness.Peer), (icmp.Type, icmp.Code, quoted.Source));
    }

    [Fact]
    public void NeighborSolicitation_ForOurAddress_IsAnswered()
    {
        var message = new byte[32];
        var group = InterfaceHarness.Own6.SolicitedNode;
        Icmpv6Packet.WriteNeighbor(message, Icmpv6Type.NeighborSolicitation, 0, InterfaceHarness.Own6, Icmpv6Packet.SourceLinkLayerAddress,
            InterfaceHarness.PeerMac, Checksum.PseudoHeader(InterfaceHarness.Peer6, group, 58));
        _t.In(_t.V6(IpProtocol.Icmpv6, message, group, MacAddress.ForMulticast(group)));
        Assert.True(EthernetFrame.TryParse(Assert.Single(_t.Out()), out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.True(Icmpv6Packet.TryParse(ip.Payload, Checksum.PseudoHeader(ip.Source, ip.Destination, 58), out var answer));
        Assert.True(answer.TryGetLinkLayerAddress(Icmpv6Packet.TargetLinkLayerAddress, out var mac));
        Assert.Equal((Icmpv6Type.NeighborAdvertisement, InterfaceHarness.Own6, _t.Net.Mac, (byte)255), (answer.Type, answer.Target, mac, ip.HopLimit));
        Assert.Equal(InterfaceHarness.PeerMac, _t.Net.Neighbours.Find(InterfaceHarness.Peer6)!.Mac);
    }

    [Fact]
    public void NeighborSolicitation_FromBeyondTheLink_IsDropped()
    {
        var message = new byte[32];
        Icmpv6Packet.WriteNeighbor(message, Icmpv6Type.NeighborSolicitation, 0, InterfaceHarness.Own6, Icmpv6Packet.SourceLinkLayerAddress,
            InterfaceHarness.PeerMac, Checksum.PseudoHeader(InterfaceHarness.Peer6, InterfaceHarness.Own6, 58));
        _t.In(_t.V6(IpProtocol.Icmpv6, message, InterfaceHarness.Own6, hops: 64));
        Assert.Empty(_t.Out());
        Assert.Equal(1, _t.Net.Drops[DropCause.BadIcmp]);
    }

    [Fact]
    public void EchoRequest_V6BehindDestinationOptions_IsReturned()
    {
        var message = new byte[64];
        Icmpv6Packet.Write(message, Icmpv6Type.EchoRequest, 0, 9, Checksum.PseudoHeader(InterfaceHarness.Peer6, InterfaceHarness.Own6, 58));
        byte[] payload = [58, 0, 1, 4, 0, 0, 0, 0, .. message];
        _t.In(_t.V6(IpProtocol.DestinationOptions, payload, InterfaceHarness.Own6));
        Assert.True(EthernetFrame.TryParse(Assert.Single(_t.Out()), out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.True(Icmpv6Packet.TryParse(ip.Payload, Checksum.PseudoHeader(ip.Source, ip.Destination, 58), out var echo));
        Assert.Equal((Icmpv6Type.EchoReply, 9u, 56), (echo.Type, echo.Rest, echo.Body.Length));
    }

    [Fact]
    public void Vlan_Interface_TakesAndSendsOnlyTaggedFrames()
    {
        using var t = new InterfaceHarness(o => o with { VlanId = 42 });
        Assert.All(t.Out(), f => Assert.True(EthernetFrame.TryParse(f, out var frame) && frame.VlanId == 42));
        t.In(t.Arp(ArpOperation.Request, InterfaceHarness.PeerMac, InterfaceHarness.Peer, InterfaceHarness.Own));
        Assert.Equal((0, 1L), (t.Out().Length, t.Net.Drops[DropCause.NotForUs]));
    }

    [Fact]
    public void Ingress_RandomFrames_NeverThrowAndLoseNoBuffer()
    {
        var random = new Random(6);
        for (var i = 0; i < 30_000; i++)
        {
            var golden = NetStack.Tests.Wire.GoldenFrames.All[random.Next(NetStack.Tests.Wire.GoldenFrames.All.Length)].ToArray();
            if (random.Next(2) == 0)
                _t.Net.Mac.Write(golden);
            for (var n = random.Next(6); n > 0; n--)
                golden[random.Next(golden.Length)] = (byte)random.Next(256);
            _t.In(golden.AsSpan(0, random.Next(4) == 0 ? random.Next(golden.Length + 1) : golden.Length));
            if (i % 50 == 0)
                _t.Out();
            _t.Now += 1000;
        }
        Assert.True(_t.Net.Drops.Total > 10_000);
    }

    private void Send(string text)
    {
        Assert.True(_t.Net.TryBegin(out var packet));
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(packet.Room[_t.Net.PayloadOffset(isV4: true)..]);
        _t.Net.Send(packet, _t.Net.Resolve(InterfaceHarness.Peer, _t.Now)!, InterfaceHarness.Own, InterfaceHarness.Peer, IpProtocol.Udp, text.Length, _t.Now);
    }
}
