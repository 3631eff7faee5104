using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Interface;

/// <summary>The cache of neighbours, its bounds, and IPv6 neighbour discovery as far as fixed addresses need it (RFC 4861, RFC 4862).</summary>
public sealed class NeighbourTests : IDisposable
{
    private static readonly MacAddress OtherMac = new(0x02_00_00_00_00_0C);
    private readonly InterfaceHarness _t = new InterfaceHarness().Settled();

    public void Dispose() => _t.Dispose();

    [Fact]
    public void Start_V6Addresses_AreProbedFromNoAddressToTheirGroup()
    {
        using var t = new InterfaceHarness();
        var probes = t.Out().Where(f => Parse(f, out var ip) && ip.Source == Ipv6Address.Any).ToArray();
        Assert.Equal(2, probes.Length);
        Assert.True(Parse(probes[0], out var probe));
        Assert.True(Icmpv6Packet.TryParse(probe.Payload, Checksum.PseudoHeader(probe.Source, probe.Destination, 58), out var message));
        Assert.Equal((InterfaceHarness.Own6, InterfaceHarness.Own6.SolicitedNode, (byte)255, 24),
            (message.Target, probe.Destination, probe.HopLimit, probe.Payload.Length));
    }

    [Fact]
    public void Advertisement_OfOurAddress_IsNamedAsAConflict()
    {
        _t.In(Advertise(0, InterfaceHarness.Own6, OtherMac, Ipv6Address.AllNodes));
        Assert.Equal((1L, new AddressConflict(InterfaceHarness.Own6, OtherMac)), (_t.Net.Statistics.AddressConflicts, _t.Net.Statistics.LastConflict));
    }

    [Fact]
    public void DuplicateProbe_ForOurAddress_IsAnsweredToAll()
    {
        _t.In(Solicit(Ipv6Address.Any, InterfaceHarness.Own6.SolicitedNode, withStation: false));
        Assert.True(Parse(Assert.Single(_t.Out()), out var answer));
        Assert.Equal((Ipv6Address.AllNodes, 1L), (answer.Destination, _t.Net.Statistics.AddressConflicts));
    }

    [Fact]
    public void DuplicateProbe_Malformed_IsDropped()
    {
        _t.In(Solicit(Ipv6Address.Any, InterfaceHarness.Own6.SolicitedNode, withStation: true));
        _t.In(Solicit(Ipv6Address.Any, InterfaceHarness.Own6, withStation: false));
        Assert.Empty(_t.Out());
        Assert.Equal((2L, 0L), (_t.Net.Drops[DropCause.BadIcmp], _t.Net.Statistics.AddressConflicts));
    }

    [Fact]
    public void Advertisement_ToAllThatClaimsToBeAsked_IsDropped()
    {
        Send("x");
        _t.Out();
        _t.In(Advertise(Icmpv6Packet.SolicitedFlag, InterfaceHarness.Peer6, OtherMac, Ipv6Address.AllNodes));
        Assert.Equal((1L, NeighbourState.Incomplete), (_t.Net.Drops[DropCause.BadIcmp], Peer.State));
    }

    [Fact]
    public void Advertisement_WithoutOverride_DoesNotReplaceAnAddress()
    {
        Learn();
        _t.In(Advertise(0, InterfaceHarness.Peer6, OtherMac, Ipv6Address.AllNodes));
        Assert.Equal((InterfaceHarness.PeerMac, NeighbourState.Reachable), (Peer.Mac, Peer.State));
        _t.In(Advertise(Icmpv6Packet.OverrideFlag, InterfaceHarness.Peer6, OtherMac, Ipv6Address.AllNodes));
        Assert.Equal((OtherMac, NeighbourState.Stale), (Peer.Mac, Peer.State));
    }

    [Fact]
    public void Neighbour_V6Silent_IsProbedAloneThenAskedForAnew()
    {
        Learn();
        _t.Now += 31_000_000;
        _t.Out();
        Assert.Equal(NeighbourState.Stale, Peer.State);
        Send("x");
        var first = _t.Out();
        Assert.Equal(2, first.Length);
        Assert.All(first, f => Assert.Equal(InterfaceHarness.PeerMac, MacAddress.Read(f)));
        for (var i = 0; i < 4; i++)
        {
            _t.Now += 1_000_000;
            _t.Out();
        }
        Assert.Equal(NeighbourState.Failed, Peer.State);
        Send("x");
        Assert.Equal(MacAddress.ForMulticast(InterfaceHarness.Peer6.SolicitedNode), MacAddress.Read(Assert.Single(_t.Out())));
        _t.In(Advertise(Icmpv6Packet.SolicitedFlag, InterfaceHarness.Peer6, OtherMac, InterfaceHarness.Own6));
        Assert.Equal(OtherMac, MacAddress.Read(Assert.Single(_t.Out())));
    }

    [Fact]
    public void Send_ManyPacketsToAnUnknownNeighbour_OldestMakeRoom()
    {
        const int room = 32;
        for (var i = 0; i < room + 8; i++)
            Send($"{i:D2}");
        Assert.Equal(8, _t.Net.Drops[DropCause.Unresolved]);
        Assert.Single(_t.Out());
        _t.In(Advertise(Icmpv6Packet.SolicitedFlag, InterfaceHarness.Peer6, OtherMac, InterfaceHarness.Own6));
        var sent = _t.Out().Select(f => System.Text.Encoding.ASCII.GetString(f.AsSpan(54, 2))).ToArray();
        Assert.Equal(Enumerable.Range(8, room).Select(i => $"{i:D2}"), sent);
    }

    [Fact]
    public void Send_ToManyUnknownNeighbours_ShareTheRoom()
    {
        for (var i = 0; i < 40; i++)
            Send("x", new Ipv6Address(InterfaceHarness.Peer6.High, 0x100 + (ulong)i));
        Assert.Equal(8, _t.Net.Drops[DropCause.Unresolved]);
        for (var i = 0; i < 8; i++)
        {
            _t.Now += 1_000_000;
            _t.Out();
        }
        Assert.Equal(40, _t.Net.Drops[DropCause.Unresolved]);
    }

    [Fact]
    public void Send_StoreFullOfOneNeighboursPackets_OthersFindRoom()
    {
        for (var i = 0; i < 100; i++)
            Send("x", new Ipv6Address(InterfaceHarness.Peer6.High, 0x100));
        Send("00");
        Send("01");
        _t.Out();
        _t.In(Advertise(Icmpv6Packet.SolicitedFlag, InterfaceHarness.Peer6, OtherMac, InterfaceHarness.Own6));
        Assert.Equal(2, _t.Out().Length);
        Assert.Equal(70, _t.Net.Drops[DropCause.Unresolved]);
    }

    [Fact]
    public void Neighbours_ManyThatNeverAnswer_DoNotDriveOutOneThatDid()
    {
        using var t = new InterfaceHarness(o => o with { MaxNeighbours = 8 }).Settled();
        t.In(t.Arp(ArpOperation.Request, InterfaceHarness.PeerMac, InterfaceHarness.Peer, InterfaceHarness.Own));
        t.Out();
        for (var i = 0u; i < 100; i++)
        {
            t.Now += 1000;
            Assert.NotNull(t.Net.Resolve(new Ipv4Address(0x0A00_0064 + i), t.Now));
        }
        Assert.Equal((8, InterfaceHarness.PeerMac), (t.Net.Neighbours.Count, t.Net.Neighbours.Find(InterfaceHarness.Peer)!.Mac));
    }

    private Neighbour Peer => _t.Net.Neighbours.Find(InterfaceHarness.Peer6)!;

    private void Learn()
    {
        Send("x");
        _t.Out();
        _t.In(Advertise(Icmpv6Packet.SolicitedFlag, InterfaceHarness.Peer6, InterfaceHarness.PeerMac, InterfaceHarness.Own6));
        _t.Out();
    }

    private void Send(string text, Ipv6Address? to = null)
    {
        Assert.True(_t.Net.TryBegin(out var packet));
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(packet.Room[_t.Net.PayloadOffset(isV4: false)..]);
        IpAddress destination = to ?? InterfaceHarness.Peer6;
        _t.Net.Send(packet, _t.Net.Resolve(destination, _t.Now)!, InterfaceHarness.Own6, destination, IpProtocol.Udp, text.Length, _t.Now);
    }

    private byte[] Advertise(uint flags, Ipv6Address target, MacAddress mac, Ipv6Address to)
    {
        var message = new byte[Icmpv6Packet.NeighborLength];
        Icmpv6Packet.WriteNeighbor(message, Icmpv6Type.NeighborAdvertisement, flags, target, Icmpv6Packet.TargetLinkLayerAddress, mac,
            Checksum.PseudoHeader(InterfaceHarness.Peer6, to, 58));
        return _t.V6(IpProtocol.Icmpv6, message, to);
    }

    private byte[] Solicit(Ipv6Address from, Ipv6Address to, bool withStation)
    {
        var message = new byte[withStation ? Icmpv6Packet.NeighborLength : Icmpv6Packet.NeighborFixedLength];
        var pseudo = Checksum.PseudoHeader(from, to, 58);
        InterfaceHarness.Own6.Write(message.AsSpan(8));
        if (withStation)
            Icmpv6Packet.WriteNeighbor(message, Icmpv6Type.NeighborSolicitation, 0, InterfaceHarness.Own6, Icmpv6Packet.SourceLinkLayerAddress, OtherMac, pseudo);
        else
            Icmpv6Packet.Write(message, Icmpv6Type.NeighborSolicitation, 0, 0, pseudo);
        var frame = _t.V6(IpProtocol.Icmpv6, message, to);
        from.Write(frame.AsSpan(22));
        return frame;
    }

    private static bool Parse(byte[] bytes, out Ipv6Packet ip)
    {
        ip = default;
        return EthernetFrame.TryParse(bytes, out var frame) && frame.Type == EtherType.Ipv6 && Ipv6Packet.TryParse(frame.Payload, out ip);
    }
}
