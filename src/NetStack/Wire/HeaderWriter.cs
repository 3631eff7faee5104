using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// The headers in front of a TCP segment, straight from their values into memory. What they write is what <see cref="EthernetHeader"/>,
/// <see cref="Ipv4Header"/> and <see cref="Ipv6Header"/> write; the checksum is made from the values, not read back.
/// </summary>
internal static unsafe class HeaderWriter
{
    private const uint VersionAndHeaderLength = 0x4500;
    private const uint DontFragment = 0x4000;
    private const byte TimeToLive = 64;

    /// <summary>14 bytes, or 18 with a VLAN id.</summary>
    internal static void Ethernet(byte* at, MacAddress destination, MacAddress source, ushort vlanId, EtherType type)
    {
        NetworkOrder.Put64(at, destination.Value << 16 | source.Value >> 32);
        NetworkOrder.Put32(at + 8, (uint)source.Value);
        if (vlanId == 0)
        {
            NetworkOrder.Put16(at + 12, (ushort)type);
            return;
        }
        NetworkOrder.Put32(at + 12, (uint)EtherType.Vlan << 16 | vlanId);
        NetworkOrder.Put16(at + 16, (ushort)type);
    }

    /// <summary>20 bytes; the checksum stays 0 for a port that fills it in.</summary>
    internal static void Ipv4(
        byte* at, Ipv4Address source, Ipv4Address destination, IpProtocol protocol, int payloadLength, ushort identification,
        bool dontFragment, bool offloadChecksum)
    {
        Debug.Assert(payloadLength is >= 0 and <= ushort.MaxValue - Ipv4Header.MinLength);
        var length = (uint)(Ipv4Header.MinLength + payloadLength);
        var fragment = dontFragment ? DontFragment : 0;
        var hops = (uint)TimeToLive << 8 | (uint)protocol;
        var checksum = 0u;
        if (!offloadChecksum)
        {
            var sum = VersionAndHeaderLength + length + identification + fragment + hops;
            sum += (source.Value >> 16) + (source.Value & 0xFFFF) + (destination.Value >> 16) + (destination.Value & 0xFFFF);
            sum = (sum & 0xFFFF) + (sum >> 16);
            checksum = ~(sum + (sum >> 16)) & 0xFFFF;
        }
        NetworkOrder.Put64(at, (ulong)(VersionAndHeaderLength << 16 | length) << 32 | (uint)identification << 16 | fragment);
        NetworkOrder.Put64(at + 8, (ulong)(hops << 16 | checksum) << 32 | source.Value);
        NetworkOrder.Put32(at + 16, destination.Value);
    }

    /// <summary>40 bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Ipv6(byte* at, Ipv6Address source, Ipv6Address destination, IpProtocol protocol, int payloadLength)
    {
        NetworkOrder.Put64(at, 0x6000_0000UL << 32 | (uint)payloadLength << 16 | (uint)protocol << 8 | TimeToLive);
        NetworkOrder.Put64(at + 8, source.High);
        NetworkOrder.Put64(at + 16, source.Low);
        NetworkOrder.Put64(at + 24, destination.High);
        NetworkOrder.Put64(at + 32, destination.Low);
    }
}
