using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// The short way for the frames that nearly all are: a TCP segment over IPv4 for an open connection. While one is processed, what the next ones will
/// need is fetched: first the frame, then the place in the connection table, then the connection.
/// </summary>
/// <remarks>A frame that is not what this way is for, or in which anything at all is wrong, goes the usual way from the start.</remarks>
public sealed unsafe partial class NetInterface
{
    private const int FramesAhead = 6;
    private const int FlowsAhead = 4;
    private const int ConnectionsAhead = 2;
    private const int NotPlain = -1;
    private const byte PlainIpv4 = 0x45;
    private const ushort AllButDontFragment = 0xBFFF;

    private readonly Foreseen[] _foreseen;

    private void ReceiveBurst(int count, long now)
    {
        for (var i = 0; i < Math.Min(FramesAhead, count); i++)
            PrefetchFrame(i);
        for (var i = 0; i < Math.Min(FlowsAhead, count); i++)
            ForeseeFlow(i);
        for (var i = 0; i < Math.Min(ConnectionsAhead, count); i++)
            ForeseeConnection(i);
        for (var i = 0; i < count; i++)
        {
            if (i + FramesAhead < count)
                PrefetchFrame(i + FramesAhead);
            if (i + FlowsAhead < count)
                ForeseeFlow(i + FlowsAhead);
            if (i + ConnectionsAhead < count)
                ForeseeConnection(i + ConnectionsAhead);
            ref var packet = ref _received[i];
            var connection = _foreseen[i].Connection;
            if (connection == NotPlain || !TryReceivePlain(ref packet, connection, now))
                Receive(ref packet, now);
        }
    }

    private bool TryReceivePlain(ref PacketBuffer packet, int connection, long now)
    {
        var ip = packet.Data + LinkHeaderLength;
        var total = NetworkOrder.Get16(ip + 2);
        if (total < Ipv4Header.MinLength + TcpHeader.MinLength || total > packet.Length - LinkHeaderLength)
            return false;
        var flags = _trustPort ? packet.Flags : PacketFlags.None;
        if ((flags & PacketFlags.NetworkChecksumGood) == 0 && !Checksum.IsValidIpv4Header(ip))
            return false;
        var good = !_options.VerifyReceivedChecksums || (flags & PacketFlags.TransportChecksumGood) != 0;
        return _transport!.TryTakeExpected(ip, total - Ipv4Header.MinLength, connection, good, ref packet, now);
    }

    private void ForeseeFlow(int index)
    {
        ref readonly var packet = ref _received[index];
        ref var foreseen = ref _foreseen[index];
        var frame = packet.Data;
        foreseen.IsPlain = packet.Length >= LinkHeaderLength + Ipv4Header.MinLength + TcpHeader.MinLength && _transport is not null
            && IsToUs(frame) && IsPlainTcp(frame + LinkHeaderLength);
        if (foreseen.IsPlain)
            foreseen.Hash = _transport!.ForeseeFlow(frame + LinkHeaderLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ForeseeConnection(int index)
    {
        ref var foreseen = ref _foreseen[index];
        foreseen.Connection = foreseen.IsPlain ? _transport!.ForeseeConnection(foreseen.Hash) : NotPlain;
    }

    /// <summary>Our station, our VLAN, IPv4.</summary>
    private bool IsToUs(byte* frame)
    {
        var station = (ulong)NetworkOrder.Get16(frame) << 32 | NetworkOrder.Get32(frame + 2);
        var type = NetworkOrder.Get16(frame + 12);
        if (_options.VlanId == 0)
            return station == Mac.Value && type == (ushort)EtherType.Ipv4;
        return station == Mac.Value && type == (ushort)EtherType.Vlan && (NetworkOrder.Get16(frame + 14) & 0xFFF) == _options.VlanId
            && NetworkOrder.Get16(frame + 16) == (ushort)EtherType.Ipv4;
    }

    /// <summary>No options, no fragment, TCP.</summary>
    private static bool IsPlainTcp(byte* ip) =>
        ip[0] == PlainIpv4 && (NetworkOrder.Get16(ip + 6) & AllButDontFragment) == 0 && ip[9] == (byte)IpProtocol.Tcp;

    /// <summary>The frame's headers lie in its first two cache lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchFrame(int index)
    {
        if (!Sse.IsSupported)
            return;
        var frame = _received[index].Data;
        Sse.Prefetch0(frame);
        Sse.Prefetch0(frame + 64);
    }

    private struct Foreseen
    {
        internal uint Hash;
        internal int Connection;
        internal bool IsPlain;
    }
}
