using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

public class GoldenFrameTests
{
    private static readonly Ipv4Address HostA = Ipv4Address.Parse("10.9.0.1"), HostB = Ipv4Address.Parse("10.9.0.2");

    [Fact]
    public void ArpRequest_ParsedAndWritten_GivesTheSameBytes()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.ArpRequest, out var frame));
        Assert.Equal(EtherType.Arp, frame.Type);
        Assert.Equal(MacAddress.Broadcast, frame.Destination);
        Assert.True(ArpPacket.TryParse(frame.Payload, out var arp));
        Assert.Equal(new ArpPacket(ArpOperation.Request, Mac("c6:66:5c:7c:67:68"), HostA, default, HostB), arp);
        var bytes = new byte[42];
        new EthernetHeader(frame.Destination, frame.Source, frame.Type).Write(bytes);
        arp.Write(bytes.AsSpan(14));
        Assert.Equal(GoldenFrames.ArpRequest, bytes);
    }

    [Fact]
    public void ArpReply_Parsed_NamesBothHosts()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.ArpReply, out var frame));
        Assert.True(ArpPacket.TryParse(frame.Payload, out var arp));
        Assert.Equal(new ArpPacket(ArpOperation.Reply, Mac("3e:8e:81:95:a6:2d"), HostB, Mac("c6:66:5c:7c:67:68"), HostA), arp);
    }

    [Fact]
    public void SynV4_Parsed_ShowsEveryOption()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.SynV4, out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(ip.HasValidChecksum && ip.DontFragment && !ip.IsFragment);
        Assert.Equal((HostA, HostB, IpProtocol.Tcp, (byte)64), (ip.Source, ip.Destination, ip.Protocol, ip.TimeToLive));
        Assert.True(TcpSegment.TryParse(ip.Payload, out var segment));
        Assert.True(segment.HasValidChecksum(Checksum.PseudoHeader(HostA, HostB, 6)));
        Assert.Equal(new TcpHeader(0xaecc, 7777, new(0xd103ebea), new(0), TcpFlags.Syn, 64240), segment.Header);
        Assert.Equal(1u, segment.SequenceLength);
        Assert.True(TcpOptions.TryParse(segment.Options, out var options));
        Assert.Equal((ushort)1460, options.MaxSegmentSize);
        Assert.Equal((sbyte)10, options.WindowScale);
        Assert.True(options.SackPermitted && options.HasTimestamp);
        Assert.Equal((0xff65b09au, 0u), (options.TimestampValue, options.TimestampEcho));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TcpV4Frame_RewrittenFromItsValues_GivesTheSameBytes(bool fin)
    {
        var golden = fin ? GoldenFrames.FinV4 : GoldenFrames.PingV4;
        Assert.True(EthernetFrame.TryParse(golden, out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(TcpSegment.TryParse(ip.Payload, out var segment));
        Assert.True(TcpOptions.TryParse(segment.Options, out var options));
        Assert.Equal(segment.Options.Length, options.Length);

        var bytes = new byte[golden.Length];
        new EthernetHeader(frame.Destination, frame.Source, frame.Type).Write(bytes);
        new Ipv4Header(ip.Source, ip.Destination, ip.Protocol, ip.Payload.Length, ip.Identification).Write(bytes.AsSpan(14));
        var tcp = bytes.AsSpan(34);
        segment.Header.Write(tcp, options.Length);
        options.Write(tcp[20..]);
        segment.Payload.CopyTo(tcp[segment.HeaderLength..]);
        var sum = Checksum.Add(Checksum.Add(Checksum.PseudoHeader(ip.Source, ip.Destination, 6), (ushort)tcp.Length), tcp);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum.Finish(sum));

        Assert.Equal(golden, bytes);
    }

    [Fact]
    public void PongV6_Parsed_HasValidChecksumAndPayload()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.PongV6, out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.Equal((Ipv6Address.Parse("fd00::2"), Ipv6Address.Parse("fd00::1")), (ip.Source, ip.Destination));
        Assert.True(TcpSegment.TryParse(ip.Payload, out var segment));
        Assert.True(segment.HasValidChecksum(Checksum.PseudoHeader(ip.Source, ip.Destination, 6)));
        Assert.Equal("+PONG\r\n"u8.ToArray(), segment.Payload.ToArray());
    }

    [Fact]
    public void NeighborMessages_ParsedAndWritten_GiveTheSameBytes()
    {
        Check(GoldenFrames.NeighborSolicitation, Icmpv6Type.NeighborSolicitation, Icmpv6Packet.SourceLinkLayerAddress, "56:b4:42:64:0c:96");
        Check(GoldenFrames.NeighborAdvertisement, Icmpv6Type.NeighborAdvertisement, Icmpv6Packet.TargetLinkLayerAddress, "c6:87:9b:28:6c:ee");

        static void Check(byte[] golden, Icmpv6Type type, byte option, string mac)
        {
            Assert.True(EthernetFrame.TryParse(golden, out var frame));
            Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
            Assert.Equal((byte)255, ip.HopLimit);
            var pseudo = Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)IpProtocol.Icmpv6);
            Assert.True(Icmpv6Packet.TryParse(ip.Payload, pseudo, out var message));
            Assert.Equal((type, Ipv6Address.Parse("fd00::2")), (message.Type, message.Target));
            Assert.True(message.TryGetLinkLayerAddress(option, out var found));
            Assert.Equal(Mac(mac), found);

            var bytes = new byte[golden.Length];
            new EthernetHeader(frame.Destination, frame.Source, frame.Type).Write(bytes);
            new Ipv6Header(ip.Source, ip.Destination, ip.Protocol, ip.Payload.Length, 255).Write(bytes.AsSpan(14));
            Icmpv6Packet.WriteNeighbor(bytes.AsSpan(54), type, message.Rest, message.Target, option, found, pseudo);
            Assert.Equal(golden, bytes);
        }
    }

    [Fact]
    public void SolicitedNode_OfTheTarget_IsWhereTheGoldenSolicitationWent()
    {
        var group = Ipv6Address.Parse("fd00::2").SolicitedNode;
        Assert.True(EthernetFrame.TryParse(GoldenFrames.NeighborSolicitation, out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.Equal(ip.Destination, group);
        Assert.Equal(frame.Destination, MacAddress.ForMulticast(group));
    }

    [Fact]
    public void PortUnreachable_Parsed_QuotesTheDatagram()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.PortUnreachable, out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(IcmpPacket.TryParse(ip.Payload, out var icmp));
        Assert.Equal((IcmpType.Unreachable, IcmpPacket.PortUnreachable), (icmp.Type, icmp.Code));
        Assert.True(Ipv4Packet.TryParseQuoted(icmp.Body, out var quoted));
        Assert.Equal((HostA, HostB, IpProtocol.Udp), (quoted.Source, quoted.Destination, quoted.Protocol));
        var again = ip.Payload.ToArray();
        again[2] = again[3] = 0;
        IcmpPacket.Write(again, icmp.Type, icmp.Code, 0);
        Assert.Equal(ip.Payload.ToArray(), again);
    }

    [Fact]
    public void HopByHop_Parsed_IsSkipped()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.HopByHop, out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.Equal((IpProtocol.Icmpv6, 48), (ip.Protocol, ip.HeaderLength));
        Assert.True(Icmpv6Packet.TryParse(ip.Payload, Checksum.PseudoHeader(ip.Source, ip.Destination, 58), out _));
    }

    private static MacAddress Mac(string text)
    {
        Assert.True(MacAddress.TryParse(text, out var mac));
        return mac;
    }
}
