using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// ICMP of both families: echo answered, errors about our own packets passed to the transport, "unreachable" sent for what nobody here speaks.
/// Replies go straight back to the station that the packet came from.
/// </summary>
internal sealed class IcmpResponder(NetInterface net)
{
    private const int MaxQuote = 128;

    internal void ReceiveV4(in EthernetFrame frame, in Ipv4Packet ip, ReadOnlySpan<byte> payload, ref PacketBuffer packet, long now)
    {
        if (!IcmpPacket.TryParse(payload, out var icmp))
        {
            net.Drops.Add(DropCause.BadIcmp);
            return;
        }
        if (icmp.Type == IcmpType.EchoRequest)
            EchoV4(frame, ip, payload, ref packet, now);
        else if (icmp.Type == IcmpType.Unreachable)
            TakeErrorV4(icmp, now);
    }

    internal void ReceiveV6(in EthernetFrame frame, in Ipv6Packet ip, ref PacketBuffer packet, NeighbourDiscovery discovery, long now)
    {
        var pseudo = Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)IpProtocol.Icmpv6);
        if (!Icmpv6Packet.TryParse(ip.Payload, pseudo, out var message))
        {
            net.Drops.Add(DropCause.BadIcmp);
            return;
        }
        switch (message.Type)
        {
            case Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement:
                discovery.Receive(frame.Source, ip, message, now);
                break;
            case Icmpv6Type.EchoRequest when net.Routes.IsLocal(ip.Destination):
                EchoV6(frame, ip, message, ref packet, now);
                break;
            case Icmpv6Type.Unreachable or Icmpv6Type.PacketTooBig:
                TakeErrorV6(message, now);
                break;
        }
    }

    /// <summary>Answers a packet of an unknown protocol (UDP: closed port) with an error that quotes its start.</summary>
    internal void SendUnreachable(in EthernetFrame frame, in Ipv4Packet ip, long now)
    {
        if (!MaySendError(now) || !net.TryBegin(out var packet))
            return;
        var quoted = ip.HeaderLength + Math.Min(ip.Payload.Length, MaxQuote);
        packet.Length = net.PayloadOffset(isV4: true) + IcmpPacket.HeaderLength + quoted;
        var to = packet.Bytes[net.LinkHeaderLength..];
        new Ipv4Header(ip.Destination, ip.Source, IpProtocol.Icmp, IcmpPacket.HeaderLength + quoted).Write(to);
        var message = to[Ipv4Header.MinLength..];
        frame.Payload[..quoted].CopyTo(message[IcmpPacket.HeaderLength..]);
        var code = ip.Protocol == IpProtocol.Udp ? IcmpPacket.PortUnreachable : IcmpPacket.ProtocolUnreachable;
        IcmpPacket.Write(message, IcmpType.Unreachable, code, 0);
        net.SendTo(packet, frame.Source, EtherType.Ipv4);
    }

    /// <inheritdoc cref="SendUnreachable(in EthernetFrame, in Ipv4Packet, long)"/>
    internal void SendUnreachable(in EthernetFrame frame, in Ipv6Packet ip, long now)
    {
        if (!MaySendError(now) || !net.TryBegin(out var packet))
            return;
        var quoted = ip.HeaderLength + Math.Min(ip.Payload.Length, MaxQuote);
        packet.Length = net.PayloadOffset(isV4: false) + Icmpv6Packet.HeaderLength + quoted;
        var to = packet.Bytes[net.LinkHeaderLength..];
        new Ipv6Header(ip.Destination, ip.Source, IpProtocol.Icmpv6, Icmpv6Packet.HeaderLength + quoted).Write(to);
        var message = to[Ipv6Header.Length..];
        ip.Bytes[..quoted].CopyTo(message[Icmpv6Packet.HeaderLength..]);
        var pseudo = Checksum.PseudoHeader(ip.Destination, ip.Source, (byte)IpProtocol.Icmpv6);
        Icmpv6Packet.Write(message, Icmpv6Type.Unreachable, Icmpv6Packet.PortUnreachable, 0, pseudo);
        net.SendTo(packet, frame.Source, EtherType.Ipv6);
    }

    private bool MaySendError(long now)
    {
        if (net.ErrorLimit.TryTake(now))
            return true;
        net.Drops.Add(DropCause.RateLimited);
        return false;
    }

    private void EchoV4(in EthernetFrame frame, in Ipv4Packet ip, ReadOnlySpan<byte> payload, ref PacketBuffer packet, long now)
    {
        if (net.IsCopy || !MaySendError(now))
            return;
        net.Statistics.EchoReplies++;
        var rest = NetworkOrder.Get32(payload, 4);
        if (packet.IsEmpty || Ipv4Header.MinLength + payload.Length > net.Mtu)
        {
            // The request came in fragments, put together here (it lies in reassembly memory) or by the port (in its packet); both are ours to
            // overwrite. Its echo leaves in fragments too.
            var large = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(payload), payload.Length);
            IcmpPacket.Write(large, IcmpType.EchoReply, 0, rest);
            net.SendFragmented(frame.Source, ip.Destination, ip.Source, IpProtocol.Icmp, large);
            return;
        }
        var (source, target, station, length) = (ip.Source, ip.Destination, frame.Source, payload.Length);
        var offset = net.LinkHeaderLength + ip.HeaderLength;
        var answer = packet.Take();
        answer.Flags = PacketFlags.None;
        // Options of the request are not repeated: the header shrinks to its fixed part in front of the unmoved message.
        answer.Offset += ip.HeaderLength - Ipv4Header.MinLength;
        answer.Length = offset - (ip.HeaderLength - Ipv4Header.MinLength) + length;
        var message = answer.Bytes[net.PayloadOffset(isV4: true)..];
        IcmpPacket.Write(message, IcmpType.EchoReply, 0, rest);
        new Ipv4Header(target, source, IpProtocol.Icmp, length, DontFragment: false).Write(answer.Bytes[net.LinkHeaderLength..]);
        net.SendTo(answer, station, EtherType.Ipv4);
    }

    private void EchoV6(in EthernetFrame frame, in Ipv6Packet ip, in Icmpv6Packet request, ref PacketBuffer packet, long now)
    {
        if (net.IsCopy || !MaySendError(now))
            return;
        net.Statistics.EchoReplies++;
        if (packet.IsEmpty || Ipv6Header.Length + ip.Payload.Length > net.Mtu)
        {
            var large = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(ip.Payload), ip.Payload.Length);
            var sum = Checksum.PseudoHeader(ip.Destination, ip.Source, (byte)IpProtocol.Icmpv6);
            Icmpv6Packet.Write(large, Icmpv6Type.EchoReply, 0, request.Rest, sum);
            net.SendFragmented(frame.Source, ip.Destination, ip.Source, IpProtocol.Icmpv6, large);
            return;
        }
        var (source, target, station, rest) = (ip.Source, ip.Destination, frame.Source, request.Rest);
        var (extra, length) = (ip.HeaderLength - Ipv6Header.Length, ip.Payload.Length);
        var answer = packet.Take();
        answer.Flags = PacketFlags.None;
        answer.Offset += extra;
        answer.Length = net.PayloadOffset(isV4: false) + length;
        var to = answer.Bytes[net.LinkHeaderLength..];
        new Ipv6Header(target, source, IpProtocol.Icmpv6, length).Write(to);
        var pseudo = Checksum.PseudoHeader(target, source, (byte)IpProtocol.Icmpv6);
        Icmpv6Packet.Write(to.Slice(Ipv6Header.Length, length), Icmpv6Type.EchoReply, 0, rest, pseudo);
        net.SendTo(answer, station, EtherType.Ipv6);
    }

    private void TakeErrorV4(in IcmpPacket icmp, long now)
    {
        if (!Ipv4Packet.TryParseQuoted(icmp.Body, out var quoted) || quoted.Protocol != IpProtocol.Tcp || quoted.Payload.Length < 8)
            return;
        var flow = QuotedFlow(quoted.Source, quoted.Destination, quoted.Payload, out var sequence);
        if (icmp.Code != IcmpPacket.FragmentationNeeded)
        {
            net.TransportUnreachable(flow, sequence, icmp.Code is IcmpPacket.ProtocolUnreachable or IcmpPacket.PortUnreachable, now);
            return;
        }
        // Routers older than RFC 1191 say 0: fall back to the smallest MTU that every IPv4 host must take.
        TakeTooBig(flow, sequence, icmp.NextHopMtu == 0 ? 576 : icmp.NextHopMtu, now);
    }

    private void TakeErrorV6(in Icmpv6Packet message, long now)
    {
        if (!Ipv6Packet.TryParseQuoted(message.Body, out var quoted) || quoted.Protocol != IpProtocol.Tcp || quoted.Payload.Length < 8)
            return;
        var flow = QuotedFlow(quoted.Source, quoted.Destination, quoted.Payload, out var sequence);
        if (message.Type == Icmpv6Type.PacketTooBig)
            TakeTooBig(flow, sequence, (int)Math.Min(message.Rest, 65535), now);
        else
            net.TransportUnreachable(flow, sequence, message.Code == Icmpv6Packet.PortUnreachable, now);
    }

    private void TakeTooBig(in FlowKey flow, SeqNumber sequence, int mtu, long now)
    {
        // RFC 8201: an IPv6 path never goes below 1280. For IPv4 a floor keeps forged reports from shrinking segments to nothing.
        mtu = Math.Max(mtu, flow.Remote.Address.IsV4 ? 552 : 1280);
        if (mtu < net.Mtu && net.TransportPacketTooBig(flow, sequence, mtu, now))
            net.PathMtus.Set(flow.Remote.Address, mtu, now);
    }

    private static FlowKey QuotedFlow(IpAddress source, IpAddress destination, ReadOnlySpan<byte> tcp, out SeqNumber sequence)
    {
        sequence = new(NetworkOrder.Get32(tcp, 4));
        return new(new(source, NetworkOrder.Get16(tcp, 0)), new(destination, NetworkOrder.Get16(tcp, 2)));
    }
}
