using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Interface;

/// <summary>The way out: packets get their IP and link headers here and wait, if they must, for the next hop's address.</summary>
public sealed unsafe partial class NetInterface
{
    private ushort _nextIdentification;
    private uint _nextIdentificationV6;

    /// <summary>True if one more packet could be sent now.</summary>
    internal bool HasTransmitRoom => _transmit.HasRoom;

    /// <summary>Takes an empty packet, if the port's ring and the pool have room for it.</summary>
    internal bool TryBegin(out PacketBuffer packet)
    {
        packet = default;
        if (Unsafe.IsNullRef(ref Begin()))
            return false;
        packet = _transmit.TakeBegun();
        return true;
    }

    /// <summary>
    /// As <see cref="TryBegin"/>, but the packet stays in its place in the next burst until <see cref="Complete"/>; one that is not completed is
    /// what the next call gives. A null reference if there is none.
    /// </summary>
    internal ref PacketBuffer Begin()
    {
        ref var packet = ref _transmit.Begin();
        if (Unsafe.IsNullRef(ref packet))
            Drops.Add(DropCause.NoPacket);
        return ref packet;
    }

    /// <summary>Where the payload of an IP packet starts, counted from the start of the frame.</summary>
    internal int PayloadOffset(bool isV4) => LinkHeaderLength + (isV4 ? Ipv4Header.MinLength : Ipv6Header.Length);

    /// <summary>The neighbour to send to for a destination; null if no route leads there.</summary>
    internal Neighbour? Resolve(in IpAddress destination, long now)
    {
        if (!Routes.TryGetNextHop(destination, out var nextHop))
        {
            Drops.Add(DropCause.NoRoute);
            return null;
        }
        var neighbour = Neighbours.GetOrAdd(nextHop, now, out var evicted);
        ReleasePending(evicted);
        return neighbour;
    }

    /// <summary>Completes a packet whose IP payload is in place at <see cref="PayloadOffset"/> and sends it to the neighbour.</summary>
    internal void Send(
        PacketBuffer packet, Neighbour neighbour, in IpAddress source, in IpAddress destination, IpProtocol protocol, int length,
        long now, bool dontFragment = true)
    {
        Debug.Assert(packet.Offset + PayloadOffset(source.IsV4) + length <= packet.Capacity);
        packet.Length = PayloadOffset(source.IsV4) + length;
        WriteIpHeader(ref packet, source, destination, protocol, length, dontFragment);
        neighbour.LastUsed = now;
        if (neighbour.State == NeighbourState.Reachable)
        {
            SendTo(packet, neighbour.Mac, source.IsV4 ? EtherType.Ipv4 : EtherType.Ipv6);
            return;
        }
        SendUnconfirmed(packet, neighbour, now);
    }

    /// <summary>Completes the packet that was begun, with a TCP segment in place, and sends it to the neighbour.</summary>
    /// <param name="packet">What <see cref="Begin"/> gave.</param>
    /// <param name="neighbour">The next hop.</param>
    /// <param name="flow">Both ends.</param>
    /// <param name="length">Bytes of the segment.</param>
    /// <param name="dontFragment">The DF bit, which IPv6 does not have.</param>
    /// <param name="now">Microseconds.</param>
    internal void Complete(ref PacketBuffer packet, Neighbour neighbour, in FlowKey flow, int length, bool dontFragment, long now)
    {
        var isV4 = flow.Local.Address.IsV4;
        packet.Length = PayloadOffset(isV4) + length;
        Debug.Assert(packet.Offset + packet.Length <= packet.Capacity);
        var ip = packet.Data + LinkHeaderLength;
        if (isV4)
        {
            var identification = dontFragment ? (ushort)0 : _nextIdentification++;
            var offload = (packet.Flags & PacketFlags.OffloadNetworkChecksum) != 0;
            HeaderWriter.Ipv4(ip, flow.Local.Address.V4, flow.Remote.Address.V4, IpProtocol.Tcp, length, identification, dontFragment, offload);
        }
        else
        {
            HeaderWriter.Ipv6(ip, flow.Local.Address.V6, flow.Remote.Address.V6, IpProtocol.Tcp, length);
        }
        neighbour.LastUsed = now;
        if (neighbour.State != NeighbourState.Reachable)
        {
            SendUnconfirmed(_transmit.TakeBegun(), neighbour, now);
            return;
        }
        HeaderWriter.Ethernet(packet.Data, neighbour.Mac, Mac, _options.VlanId, isV4 ? EtherType.Ipv4 : EtherType.Ipv6);
        _transmit.Commit();
    }

    private void WriteIpHeader(
        ref PacketBuffer packet, in IpAddress source, in IpAddress destination, IpProtocol protocol, int length, bool dontFragment)
    {
        var ip = packet.Bytes[LinkHeaderLength..];
        if (!source.IsV4)
        {
            new Ipv6Header(source.V6, destination.V6, protocol, length).Write(ip);
            return;
        }
        var header = new Ipv4Header(source.V4, destination.V4, protocol, length,
            dontFragment ? (ushort)0 : _nextIdentification++, dontFragment);
        if ((packet.Flags & PacketFlags.OffloadNetworkChecksum) != 0)
            header.WriteWithoutChecksum(ip);
        else
            header.Write(ip);
    }

    private void SendUnconfirmed(PacketBuffer packet, Neighbour neighbour, long now)
    {
        if (neighbour.State is NeighbourState.Stale or NeighbourState.Failed)
            Neighbours.Probe(neighbour, now);
        if (neighbour.HasMac)
        {
            SendTo(packet, neighbour.Mac, neighbour.Address.IsV4 ? EtherType.Ipv4 : EtherType.Ipv6);
            return;
        }
        _pending.Add(neighbour, packet, out var dropped);
        if (!dropped.IsEmpty)
        {
            Drops.Add(DropCause.Unresolved);
            Free(ref dropped);
        }
    }

    /// <summary>Writes the link header and queues the frame; drops it if the port takes nothing.</summary>
    internal void SendTo(PacketBuffer packet, MacAddress destination, EtherType type)
    {
        if (!_transmit.HasRoom)
        {
            Drops.Add(DropCause.NoPacket);
            Free(ref packet);
            return;
        }
        new EthernetHeader(destination, Mac, type, _options.VlanId).Write(packet.Bytes);
        _transmit.Add(packet);
    }

    /// <summary>Sends payload of any size, in fragments if it is larger than the MTU (RFC 791, RFC 8200 section 4.5).</summary>
    internal void SendFragmented(MacAddress to, in IpAddress source, in IpAddress destination, IpProtocol protocol, ReadOnlySpan<byte> payload)
    {
        var isV4 = source.IsV4;
        var fits = Mtu >= (isV4 ? Ipv4Header.MinLength : Ipv6Header.Length) + payload.Length;
        var most = fits ? payload.Length : Mtu - (isV4 ? Ipv4Header.MinLength : Ipv6Header.Length + Ipv6Fragment.HeaderLength) & ~7;
        var identification = isV4 ? _nextIdentification++ : _nextIdentificationV6++;
        for (var offset = 0; offset < payload.Length; offset += most)
        {
            if (!TryBegin(out var packet))
                return;
            var piece = payload.Slice(offset, Math.Min(most, payload.Length - offset));
            packet.Length = packet.Room.Length;
            var ip = packet.Bytes[LinkHeaderLength..];
            var more = offset + piece.Length < payload.Length;
            var headers = isV4
                ? WriteFragmentHeader(ip, source.V4, destination.V4, protocol, piece.Length, offset, more, (ushort)identification)
                : WriteFragmentHeader(ip, source.V6, destination.V6, protocol, piece.Length, offset, more, identification, fits);
            piece.CopyTo(ip[headers..]);
            packet.Length = LinkHeaderLength + headers + piece.Length;
            SendTo(packet, to, isV4 ? EtherType.Ipv4 : EtherType.Ipv6);
        }
    }

    private static int WriteFragmentHeader(
        Span<byte> to, Ipv4Address source, Ipv4Address destination, IpProtocol protocol, int length, int offset, bool more, ushort identification)
    {
        new Ipv4Header(source, destination, protocol, length, identification, DontFragment: false, more, offset).Write(to);
        return Ipv4Header.MinLength;
    }

    private static int WriteFragmentHeader(
        Span<byte> to, Ipv6Address source, Ipv6Address destination, IpProtocol protocol, int length, int offset, bool more, uint identification,
        bool isWhole)
    {
        if (isWhole)
        {
            new Ipv6Header(source, destination, protocol, length).Write(to);
            return Ipv6Header.Length;
        }
        new Ipv6Header(source, destination, IpProtocol.Fragment, Ipv6Fragment.HeaderLength + length).Write(to);
        Ipv6Fragment.Write(to[Ipv6Header.Length..], protocol, offset, more, identification);
        return Ipv6Header.Length + Ipv6Fragment.HeaderLength;
    }

    /// <summary>A neighbour's address has become known: what waited for it goes out.</summary>
    internal void SendPending(Neighbour neighbour)
    {
        while (neighbour.Pending.Count > 0)
            SendTo(_pending.Take(neighbour), neighbour.Mac, neighbour.Address.IsV4 ? EtherType.Ipv4 : EtherType.Ipv6);
    }

    private void Solicit(Neighbour neighbour, long now)
    {
        if (neighbour.State == NeighbourState.Failed)
        {
            ReleasePending(neighbour);
            return;
        }
        if (neighbour.Address.IsV4)
            _arp.Request(neighbour);
        else
            _discovery.Solicit(neighbour);
    }

    private void ReleasePending(Neighbour? neighbour)
    {
        while (neighbour is { Pending.Count: > 0 })
        {
            Drops.Add(DropCause.Unresolved);
            var packet = _pending.Take(neighbour);
            Free(ref packet);
        }
    }
}
