using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// IP on one queue of a port: takes frames in bursts, answers ARP, neighbour discovery and ICMP itself, hands TCP segments up, and sends what TCP
/// emits to the right station.
/// </summary>
/// <remarks>
/// A turn of the poll loop is <see cref="PollIngress"/>, then the application, then <see cref="PollEgress"/>; so acknowledgments leave with the
/// replies they ride on. Nothing here reads a clock: every call is told the time, and <see cref="NextDeadline"/> says when to come
/// back if nothing arrives. Answers made from a received packet (echo, resets, ARP) reuse its memory and so never fail for lack of a buffer.
/// </remarks>
public sealed unsafe partial class NetInterface : IDisposable
{
    /// <summary>Of the port's packets, one in so many may wait for the addresses of neighbours.</summary>
    private const int SharePending = 8;

    private readonly INicQueue _queue;
    private readonly NetInterfaceOptions _options;
    private readonly PacketBuffer[] _received;
    private readonly TransmitBatch _transmit;
    private readonly IcmpResponder _icmp;
    private readonly ArpResponder _arp;
    private readonly NeighbourDiscovery _discovery;
    private readonly Reassembler _reassembler;
    private readonly PendingPackets _pending;
    private readonly bool _trustPort;
    private ITransportProtocol? _transport;

    /// <summary>Makes an interface; it announces its addresses on the first <see cref="PollEgress"/>.</summary>
    /// <param name="queue">The port's queue. Frames and buffers stay the queue's; the interface does not dispose it.</param>
    /// <param name="options">Addresses and limits.</param>
    public NetInterface(INicQueue queue, NetInterfaceOptions options)
    {
        _queue = queue;
        _options = options;
        _received = new PacketBuffer[options.BurstSize];
        _foreseen = new Foreseen[options.BurstSize];
        _trustPort = queue.Capabilities.ReceiveChecksums;
        _handover = options.Handover is { Queues: > 1 } ? options.Handover : null;
        Mac = queue.Capabilities.Mac;
        Mtu = Math.Min(options.Mtu ?? int.MaxValue, queue.Capabilities.Mtu);
        LinkHeaderLength = options.VlanId == 0 ? EthernetHeader.UntaggedLength : EthernetHeader.TaggedLength;
        Routes = new RouteTable(options, Mac);
        Neighbours = new NeighbourCache(options);
        PathMtus = new PathMtuCache(options.Seed);
        ErrorLimit = new RateLimiter(options.ErrorRepliesPerSecond);
        _transmit = new TransmitBatch(queue, Statistics);
        _reassembler = new Reassembler(options, Drops);
        _pending = new PendingPackets(Math.Max(queue.Capabilities.BufferCount / SharePending, 4));
        _icmp = new IcmpResponder(this);
        _arp = new ArpResponder(this);
        _discovery = new NeighbourDiscovery(this);
        // Not to be guessed by who has not seen one (RFC 7739).
        _nextIdentificationV6 = (uint)(options.Seed >> 32);
    }

    /// <summary>Station address.</summary>
    public MacAddress Mac { get; }

    /// <summary>Largest IP packet in bytes.</summary>
    public int Mtu { get; }

    /// <summary>What has been done.</summary>
    public InterfaceStatistics Statistics { get; } = new();

    /// <summary>What has been dropped, by cause; TCP counts here too.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>When the interface must be polled again even if nothing arrives: microseconds, <see cref="long.MaxValue"/> if never.</summary>
    public long NextDeadline
    {
        get
        {
            var next = Math.Min(Math.Min(_arp.NextDeadline, _reassembler.NextDeadline), Neighbours.NextDeadline);
            return _transport is null ? next : Math.Min(next, _transport.NextDeadline);
        }
    }

    internal INicQueue Queue => _queue;

    internal NetInterfaceOptions Options => _options;

    internal int LinkHeaderLength { get; }

    internal RouteTable Routes { get; }

    internal NeighbourCache Neighbours { get; }

    internal PathMtuCache PathMtus { get; }

    internal RateLimiter ErrorLimit;

    internal void Attach(ITransportProtocol transport) => _transport = transport;

    /// <summary>Takes one burst from the port and processes it.</summary>
    /// <param name="now">Microseconds, never going back.</param>
    /// <returns>Number of frames; a full burst means that there may be more.</returns>
    public int PollIngress(long now)
    {
        var count = _queue.ReceiveBurst(_received);
        if (_handover is not null && _handover.Arrived(_options.QueueIndex) != _handedOver && TakeHandedOver(now) > 0 && count == 0)
            return 1;
        if (count == 0)
            return 0;
        var bytes = 0L;
        for (var i = 0; i < count; i++)
            bytes += _received[i].Length;
        Statistics.BytesReceived += bytes;
        Statistics.FramesReceived += count;
        ReceiveBurst(count, now);
        FreeReceived(count);
        return count;
    }

    /// <summary>Fires timers, lets TCP emit while there is room, and gives the port what is ready.</summary>
    /// <param name="now">Microseconds, never going back.</param>
    public void PollEgress(long now)
    {
        _transmit.Flush();
        if (now >= _arp.NextDeadline)
            _arp.Announce(now);
        _reassembler.Expire(now);
        while (Neighbours.TakeDue(now, out var due))
            Solicit(due!, now);
        _transport?.Emit(now);
        _transmit.ReleaseBegun();
        _transmit.Flush();
    }

    /// <summary>Gives back all packets that the interface holds. The port must still be there.</summary>
    public void Dispose()
    {
        _transmit.DropAll();
        Neighbours.ForEach(ReleasePending);
        _reassembler.Dispose();
    }

    internal void Free(ref PacketBuffer packet)
    {
        if (packet.IsEmpty)
            return;
        var taken = packet.Take();
        _queue.Free(new ReadOnlySpan<PacketBuffer>(in taken));
    }

    /// <summary>What nobody has kept goes back.</summary>
    private void FreeReceived(int count)
    {
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            if (_received[i].IsEmpty)
                continue;
            if (left != i)
                _received[left] = _received[i];
            left++;
        }
        if (left > 0)
            _queue.Free(_received.AsSpan(0, left));
    }

    private void Receive(ref PacketBuffer packet, long now)
    {
        if (!EthernetFrame.TryParse(packet.Bytes, out var frame))
            Drops.Add(DropCause.BadFrame);
        else if (frame.VlanId != _options.VlanId || frame.Destination != Mac && !frame.Destination.IsMulticast)
            Drops.Add(DropCause.NotForUs);
        else if (frame.Type == EtherType.Ipv4)
            ReceiveV4(frame, ref packet, now);
        else if (frame.Type == EtherType.Ipv6)
            ReceiveV6(frame, ref packet, now);
        else if (frame.Type == EtherType.Arp)
            ReceiveArp(frame, ref packet, now);
        else
            Drops.Add(DropCause.UnknownEtherType);
    }

    private void ReceiveArp(in EthernetFrame frame, ref PacketBuffer packet, long now)
    {
        Share(packet);
        _arp.Receive(frame, ref packet, now);
    }

    private void ReceiveV4(in EthernetFrame frame, ref PacketBuffer packet, long now)
    {
        if (!Ipv4Packet.TryParse(frame.Payload, out var ip) || !ip.Source.IsUnicast)
        {
            Drops.Add(DropCause.BadIpHeader);
            return;
        }
        var portSaysGood = _trustPort && (packet.Flags & PacketFlags.NetworkChecksumGood) != 0;
        if (!portSaysGood && !ip.HasValidChecksum)
        {
            Drops.Add(DropCause.BadIpChecksum);
            return;
        }
        if (frame.Destination.IsMulticast || !Routes.IsLocal(ip.Destination))
        {
            Drops.Add(DropCause.NotOurAddress);
            return;
        }
        if (ip.IsFragment)
        {
            Share(packet);
            if (_reassembler.TryAdd(new Fragment(ip), now, out var whole))
                DeliverReassembled(ip, frame, whole, now);
            return;
        }
        var payload = ip.Payload;
        if (ip.Protocol == IpProtocol.Tcp)
        {
            var good = !_options.VerifyReceivedChecksums || _trustPort && (packet.Flags & PacketFlags.TransportChecksumGood) != 0;
            var pseudo = Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)IpProtocol.Tcp);
            _transport?.OnDatagram(new IpDatagram(ip.Source, ip.Destination, payload, pseudo, good), ref packet, now);
        }
        else if (ip.Protocol == IpProtocol.Icmp)
        {
            if (!IcmpPacket.IsEchoRequest(payload))
                Share(packet);
            _icmp.ReceiveV4(frame, ip, payload, ref packet, now);
        }
        else
        {
            Drops.Add(DropCause.UnknownProtocol);
            _icmp.SendUnreachable(frame, ip, now);
        }
    }

    private void DeliverReassembled(in Ipv4Packet ip, in EthernetFrame frame, ReadOnlySpan<byte> payload, long now)
    {
        Statistics.Reassembled++;
        var none = default(PacketBuffer);
        if (ip.Protocol == IpProtocol.Tcp)
        {
            var pseudo = Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)IpProtocol.Tcp);
            var datagram = new IpDatagram(ip.Source, ip.Destination, payload, pseudo, !_options.VerifyReceivedChecksums);
            _transport?.OnDatagram(datagram, ref none, now);
        }
        else if (ip.Protocol == IpProtocol.Icmp)
        {
            _icmp.ReceiveV4(frame, ip, payload, ref none, now);
        }
        else
        {
            Drops.Add(DropCause.UnknownProtocol);
        }
    }

    private void ReceiveV6(in EthernetFrame frame, ref PacketBuffer packet, long now)
    {
        if (!Ipv6Packet.TryParse(frame.Payload, out var ip) || ip.Source.IsMulticast)
        {
            Drops.Add(DropCause.BadIpHeader);
            return;
        }
        if (ip.Protocol == IpProtocol.Fragment)
            ReceiveFragmentV6(frame, ip, ref packet, now);
        else
            DeliverV6(frame, ip, ref packet, now);
    }

    private void ReceiveFragmentV6(in EthernetFrame frame, in Ipv6Packet ip, ref PacketBuffer packet, long now)
    {
        if (!Routes.IsLocal(ip.Destination))
        {
            Drops.Add(DropCause.NotOurAddress);
            return;
        }
        if (!Ipv6Fragment.TryParse(ip.Payload, out var fragment) || !fragment.HasAllHeaders)
        {
            Drops.Add(DropCause.BadFragment);
            return;
        }
        Share(packet);
        if (!_reassembler.TryAdd(new Fragment(ip, fragment), now, out var bytes))
            return;
        Statistics.Reassembled++;
        var none = default(PacketBuffer);
        if (!Ipv6Packet.TryParse(bytes, out var whole))
            Drops.Add(DropCause.BadIpHeader);
        else if (whole.Protocol == IpProtocol.Fragment)
            Drops.Add(DropCause.BadFragment);
        else
            DeliverV6(frame, whole, ref none, now);
    }

    private void DeliverV6(in EthernetFrame frame, in Ipv6Packet ip, ref PacketBuffer packet, long now)
    {
        var isLocal = Routes.IsLocal(ip.Destination);
        if (ip.Protocol == IpProtocol.Icmpv6)
        {
            if (!isLocal && !_discovery.IsOurGroup(ip.Destination))
            {
                Drops.Add(DropCause.NotOurAddress);
                return;
            }
            if (!Icmpv6Packet.IsEchoRequest(ip.Payload))
                Share(packet);
            _icmp.ReceiveV6(frame, ip, ref packet, _discovery, now);
        }
        else if (!isLocal || frame.Destination.IsMulticast)
        {
            Drops.Add(DropCause.NotOurAddress);
        }
        else if (ip.Protocol == IpProtocol.Tcp)
        {
            var good = !_options.VerifyReceivedChecksums || _trustPort && (packet.Flags & PacketFlags.TransportChecksumGood) != 0;
            var pseudo = Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)IpProtocol.Tcp);
            _transport?.OnDatagram(new IpDatagram(ip.Source, ip.Destination, ip.Payload, pseudo, good), ref packet, now);
        }
        else
        {
            Drops.Add(DropCause.UnknownProtocol);
            if (ip.Protocol == IpProtocol.Udp)
                _icmp.SendUnreachable(frame, ip, now);
        }
    }

    internal bool TransportPacketTooBig(in FlowKey flow, SeqNumber sequence, int mtu, long now) =>
        _transport is not null && _transport.OnPacketTooBig(flow, sequence, mtu, now);

    internal void TransportUnreachable(in FlowKey flow, SeqNumber sequence, bool isHard, long now) =>
        _transport?.OnUnreachable(flow, sequence, isHard, now);
}
