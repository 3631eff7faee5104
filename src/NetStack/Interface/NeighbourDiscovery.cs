using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Neighbour discovery for our IPv6 addresses (RFC 4861): solicitations answered, advertisements learnt from, duplicates of our addresses found.</summary>
internal sealed class NeighbourDiscovery(NetInterface net)
{
    private const byte RequiredHopLimit = 255;

    /// <summary>True for the multicast groups that we listen to: all nodes, and the solicited-node group of each address.</summary>
    internal bool IsOurGroup(Ipv6Address group)
    {
        if (group == Ipv6Address.AllNodes)
            return true;
        foreach (var own in net.Routes.Addresses)
        {
            if (!own.Address.IsV4 && own.Address.V6.SolicitedNode == group)
                return true;
        }
        return false;
    }

    internal void Receive(MacAddress station, in Ipv6Packet ip, in Icmpv6Packet message, long now)
    {
        if (station == net.Mac)
            return;
        if (ip.HopLimit != RequiredHopLimit || message.Target.IsMulticast || !IsValid(ip, message))
            net.Drops.Add(DropCause.BadIcmp);
        else if (message.Type == Icmpv6Type.NeighborSolicitation)
            ReceiveSolicitation(station, ip, message, now);
        else
            ReceiveAdvertisement(message, now);
    }

    internal void Solicit(Neighbour neighbour)
    {
        if (!net.Routes.TrySelectSource(neighbour.Address, out var source))
            return;
        var target = neighbour.Address.V6;
        var probing = neighbour.State == NeighbourState.Probe;
        var destination = probing ? target : target.SolicitedNode;
        var mac = probing ? neighbour.Mac : MacAddress.ForMulticast(destination);
        Send(net, mac, source.V6, destination, Icmpv6Type.NeighborSolicitation, 0, target, Icmpv6Packet.SourceLinkLayerAddress);
    }

    /// <summary>Tells all nodes about one of our addresses (RFC 4861 section 7.2.6).</summary>
    internal static void Announce(NetInterface net, Ipv6Address own) =>
        Send(net, MacAddress.ForMulticast(Ipv6Address.AllNodes), own, Ipv6Address.AllNodes, Icmpv6Type.NeighborAdvertisement,
            Icmpv6Packet.OverrideFlag, own, Icmpv6Packet.TargetLinkLayerAddress);

    /// <summary>Asks whether somebody has one of our addresses already: from no address, and so without our station's (RFC 4862 section 5.4.2).</summary>
    internal static void AskForOwners(NetInterface net, Ipv6Address own)
    {
        if (!net.TryBegin(out var packet))
            return;
        packet.Length = net.PayloadOffset(isV4: false) + Icmpv6Packet.NeighborFixedLength;
        var ip = packet.Bytes[net.LinkHeaderLength..];
        new Ipv6Header(Ipv6Address.Any, own.SolicitedNode, IpProtocol.Icmpv6, Icmpv6Packet.NeighborFixedLength, RequiredHopLimit).Write(ip);
        own.Write(ip[(Ipv6Header.Length + Icmpv6Packet.HeaderLength)..]);
        var pseudo = Checksum.PseudoHeader(Ipv6Address.Any, own.SolicitedNode, (byte)IpProtocol.Icmpv6);
        Icmpv6Packet.Write(ip[Ipv6Header.Length..], Icmpv6Type.NeighborSolicitation, 0, 0, pseudo);
        net.SendTo(packet, MacAddress.ForMulticast(own.SolicitedNode), EtherType.Ipv6);
    }

    /// <summary>
    /// RFC 4861 sections 7.1.1 and 7.1.2: a solicitation from no address goes to the solicited-node group and names no station; an advertisement to all
    /// was not asked for.
    /// </summary>
    private static bool IsValid(in Ipv6Packet ip, in Icmpv6Packet message)
    {
        if (message.Type == Icmpv6Type.NeighborAdvertisement)
            return !ip.Destination.IsMulticast || (message.Rest & Icmpv6Packet.SolicitedFlag) == 0;
        return ip.Source != Ipv6Address.Any
            || ip.Destination == message.Target.SolicitedNode && !message.TryGetLinkLayerAddress(Icmpv6Packet.SourceLinkLayerAddress, out _);
    }

    private void ReceiveSolicitation(MacAddress station, in Ipv6Packet ip, in Icmpv6Packet message, long now)
    {
        if (!net.Routes.IsLocal(message.Target))
            return;
        if (ip.Source == Ipv6Address.Any)
        {
            if (net.IsCopy)
                return;
            // Somebody checks whether the address is free (RFC 4862): answer to all, so that it is found taken.
            net.Statistics.OnConflict(message.Target, station);
            Announce(net, message.Target);
            return;
        }
        if (!message.TryGetLinkLayerAddress(Icmpv6Packet.SourceLinkLayerAddress, out var mac))
        {
            if (net.Neighbours.Find(ip.Source) is not { HasMac: true } known)
                return;
            mac = known.Mac;
        }
        else if (net.Routes.TryGetNextHop(ip.Source, out var hop) && hop == ip.Source && net.Resolve(ip.Source, now) is { } entry)
        {
            if (entry.State == NeighbourState.Incomplete)
                net.Neighbours.Confirm(entry, mac, now);
            else
                net.Neighbours.Hint(entry, mac, now);
            net.SendPending(entry);
        }
        if (!net.IsCopy)
            Send(net, mac, message.Target, ip.Source, Icmpv6Type.NeighborAdvertisement,
                Icmpv6Packet.SolicitedFlag | Icmpv6Packet.OverrideFlag, message.Target, Icmpv6Packet.TargetLinkLayerAddress);
    }

    private void ReceiveAdvertisement(in Icmpv6Packet message, long now)
    {
        var hasMac = message.TryGetLinkLayerAddress(Icmpv6Packet.TargetLinkLayerAddress, out var mac);
        if (net.Routes.IsLocal(message.Target))
        {
            if (hasMac && mac != net.Mac && !net.IsCopy)
                net.Statistics.OnConflict(message.Target, mac);
            return;
        }
        if (net.Neighbours.Find(message.Target) is not { } entry || !hasMac && !entry.HasMac)
            return;
        if (!hasMac)
            mac = entry.Mac;
        var differs = entry.HasMac && entry.Mac != mac;
        if (differs && (message.Rest & Icmpv6Packet.OverrideFlag) == 0)
            return;
        if ((message.Rest & Icmpv6Packet.SolicitedFlag) != 0 || entry.State == NeighbourState.Incomplete)
            net.Neighbours.Confirm(entry, mac, now);
        else
            net.Neighbours.Hint(entry, mac, now);
        net.SendPending(entry);
    }

    private static void Send(
        NetInterface net, MacAddress mac, Ipv6Address source, Ipv6Address destination, Icmpv6Type type, uint flags, Ipv6Address target, byte option)
    {
        if (!net.TryBegin(out var packet))
            return;
        packet.Length = net.PayloadOffset(isV4: false) + Icmpv6Packet.NeighborLength;
        var ip = packet.Bytes[net.LinkHeaderLength..];
        new Ipv6Header(source, destination, IpProtocol.Icmpv6, Icmpv6Packet.NeighborLength, RequiredHopLimit).Write(ip);
        var pseudo = Checksum.PseudoHeader(source, destination, (byte)IpProtocol.Icmpv6);
        Icmpv6Packet.WriteNeighbor(ip[Ipv6Header.Length..], type, flags, target, option, net.Mac, pseudo);
        net.SendTo(packet, mac, EtherType.Ipv6);
    }
}
