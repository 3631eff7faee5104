using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp.Memory;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>The short way in: a segment that is just what its connection expects is taken with one look-up and few comparisons.</summary>
public sealed unsafe partial class TcpStack
{
    /// <summary>Bytes of a connection that a segment and its answer touch.</summary>
    private const int HotBytes = 576;

    /// <inheritdoc/>
    uint ITransportProtocol.ForeseeFlow(byte* ip)
    {
        var ports = NetworkOrder.Get32(ip + Ipv4Header.MinLength);
        IpAddress source = new Ipv4Address(NetworkOrder.Get32(ip + 12));
        IpAddress destination = new Ipv4Address(NetworkOrder.Get32(ip + 16));
        var hash = _demux.HashOf(destination, source, ports << 16 | ports >> 16);
        _demux.Prefetch(hash);
        return hash;
    }

    /// <inheritdoc/>
    int ITransportProtocol.ForeseeConnection(uint hash)
    {
        var id = UsesShortWay ? _demux.FindCandidate(hash) : -1;
        if (id >= 0)
            ObjectPrefetch.Start(_connections[id], HotBytes);
        return id;
    }

    /// <inheritdoc/>
    bool ITransportProtocol.TryTakeExpected(byte* ip, int length, int id, bool checksumKnownGood, ref PacketBuffer packet, long now)
    {
        var connection = _connections[id];
        var tcp = ip + Ipv4Header.MinLength;
        if (!connection.Expects(ip, tcp, length) || !checksumKnownGood && !HasValidChecksum(connection, tcp, length))
            return false;
        Now = now;
        Statistics.SegmentsReceived++;
        Statistics.SegmentsExpected++;
        connection.TakeExpected(tcp, length, ref packet, now);
        return true;
    }

    /// <summary>Off in tests that compare the short way with the long one.</summary>
    internal bool UsesShortWay { get; set; } = true;

    private static bool HasValidChecksum(TcpConnection connection, byte* tcp, int length)
    {
        // The pseudo header is the same both ways: a sum does not care which address comes first.
        var sum = connection.PseudoHeader + (ulong)Checksum.Native((ushort)length) + Checksum.Words(ref *tcp, length);
        return Checksum.IsValid(Checksum.FoldTo32(sum));
    }
}
