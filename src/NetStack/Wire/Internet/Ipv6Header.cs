using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>An IPv6 header as a value (RFC 8200); traffic class and flow label are zero.</summary>
/// <param name="Source">Sender.</param>
/// <param name="Destination">Receiver.</param>
/// <param name="NextHeader">Kind of payload.</param>
/// <param name="PayloadLength">Bytes after the header.</param>
/// <param name="HopLimit">Hops left; neighbour discovery demands 255.</param>
public readonly record struct Ipv6Header(
    Ipv6Address Source, Ipv6Address Destination, IpProtocol NextHeader, int PayloadLength, byte HopLimit = 64)
{
    /// <summary>Bytes of the fixed header.</summary>
    public const int Length = 40;

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> to)
    {
        NetworkOrder.Put32(to, 0, 0x6000_0000);
        NetworkOrder.Put32(to, 4, (uint)PayloadLength << 16 | (uint)NextHeader << 8 | HopLimit);
        Source.Write(to[8..]);
        Destination.Write(to[24..]);
    }
}
