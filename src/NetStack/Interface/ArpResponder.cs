using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Interface;

/// <summary>ARP for our IPv4 addresses (RFC 826), with announcements and conflict detection (RFC 5227).</summary>
internal sealed class ArpResponder(NetInterface net)
{
    private const int Announcements = 2;
    private const long AnnounceInterval = 2_000_000;
    private const long DefendInterval = 10_000_000;

    private int _announced;
    private long _lastDefense = -DefendInterval;

    /// <summary>When the next announcement is due.</summary>
    internal long NextDeadline { get; private set; }

    internal void Receive(in EthernetFrame frame, ref PacketBuffer packet, long now)
    {
        if (!ArpPacket.TryParse(frame.Payload, out var arp))
        {
            net.Drops.Add(DropCause.BadArp);
            return;
        }
        if (arp.SenderMac == net.Mac)
            return;
        if (net.Routes.IsLocal(arp.SenderIp))
        {
            Defend(arp.SenderIp, arp.SenderMac, now);
            return;
        }
        var isForUs = net.Routes.IsLocal(arp.TargetIp);
        Learn(arp, isForUs, now);
        if (isForUs && arp.Operation == ArpOperation.Request && !net.IsCopy)
            Reply(arp, ref packet);
    }

    /// <summary>
    /// Announces our addresses of both families, twice after the start, and before asks once whether somebody has them already (RFC 5227 section
    /// 2.1.1, RFC 4862 section 5.4). The answer is not waited for: the addresses are configured, and who has them too is named as a conflict.
    /// </summary>
    internal void Announce(long now)
    {
        foreach (var own in net.Routes.Addresses)
        {
            if (_announced == 0)
                AskForOwners(own.Address);
            if (own.Address.IsV4)
                Send(new ArpPacket(ArpOperation.Request, net.Mac, own.Address.V4, default, own.Address.V4), MacAddress.Broadcast);
            else
                NeighbourDiscovery.Announce(net, own.Address.V6);
        }
        NextDeadline = ++_announced < Announcements ? now + AnnounceInterval : long.MaxValue;
    }

    internal void Request(Neighbour neighbour)
    {
        if (!net.Routes.TrySelectSource(neighbour.Address, out var source))
            return;
        var to = neighbour.State == NeighbourState.Probe ? neighbour.Mac : MacAddress.Broadcast;
        Send(new ArpPacket(ArpOperation.Request, net.Mac, source.V4, default, neighbour.Address.V4), to);
    }

    private void AskForOwners(IpAddress own)
    {
        if (own.IsV4)
            Send(new ArpPacket(ArpOperation.Request, net.Mac, default, default, own.V4), MacAddress.Broadcast);
        else
            NeighbourDiscovery.AskForOwners(net, own.V6);
    }

    private void Learn(in ArpPacket arp, bool isForUs, long now)
    {
        if (!arp.SenderIp.IsUnicast)
            return;
        var entry = net.Neighbours.Find(arp.SenderIp);
        if (entry is null && isForUs && net.Routes.TryGetNextHop(arp.SenderIp, out var hop) && hop == arp.SenderIp)
            entry = net.Resolve(arp.SenderIp, now);
        if (entry is null)
            return;
        // Only an answer to our own question confirms the way both ways; a question or announcement is hearsay, good enough to reply.
        if (arp.Operation == ArpOperation.Reply && isForUs || entry.State is NeighbourState.Incomplete)
            net.Neighbours.Confirm(entry, arp.SenderMac, now);
        else
            net.Neighbours.Hint(entry, arp.SenderMac, now);
        net.SendPending(entry);
    }

    private void Reply(in ArpPacket arp, ref PacketBuffer packet)
    {
        var answer = packet.Take();
        answer.Flags = PacketFlags.None;
        answer.Length = net.LinkHeaderLength + ArpPacket.Length;
        new ArpPacket(ArpOperation.Reply, net.Mac, arp.TargetIp, arp.SenderMac, arp.SenderIp).Write(answer.Bytes[net.LinkHeaderLength..]);
        net.SendTo(answer, arp.SenderMac, EtherType.Arp);
    }

    private void Defend(Ipv4Address address, MacAddress claimant, long now)
    {
        if (net.IsCopy)
            return;
        net.Statistics.OnConflict(address, claimant);
        if (now - _lastDefense < DefendInterval)
            return;
        _lastDefense = now;
        Send(new ArpPacket(ArpOperation.Request, net.Mac, address, default, address), MacAddress.Broadcast);
    }

    private void Send(in ArpPacket arp, MacAddress to)
    {
        if (!net.TryBegin(out var packet))
            return;
        packet.Length = net.LinkHeaderLength + ArpPacket.Length;
        arp.Write(packet.Bytes[net.LinkHeaderLength..]);
        net.SendTo(packet, to, EtherType.Arp);
    }
}
