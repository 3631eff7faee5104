using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>An IPv4 header without options as a value (RFC 791).</summary>
/// <param name="Source">Sender.</param>
/// <param name="Destination">Receiver.</param>
/// <param name="Protocol">Kind of payload.</param>
/// <param name="PayloadLength">Bytes after the header, up to 65515.</param>
/// <param name="Identification">Names the datagram for reassembly; any value if it may not be fragmented (RFC 6864).</param>
/// <param name="DontFragment">The DF bit.</param>
/// <param name="MoreFragments">The MF bit.</param>
/// <param name="FragmentOffset">Offset of this fragment in bytes, a multiple of eight.</param>
/// <param name="TimeToLive">Hops left.</param>
public readonly record struct Ipv4Header(
    Ipv4Address Source, Ipv4Address Destination, IpProtocol Protocol, int PayloadLength, ushort Identification = 0,
    bool DontFragment = true, bool MoreFragments = false, int FragmentOffset = 0, byte TimeToLive = 64)
{
    /// <summary>Bytes without options.</summary>
    public const int MinLength = 20;

    /// <summary>Offset of the checksum field.</summary>
    public const int ChecksumOffset = 10;

    /// <summary>Writes the header with its checksum.</summary>
    public void Write(Span<byte> to)
    {
        WriteWithoutChecksum(to);
        NetworkOrder.Put16(to, ChecksumOffset, Checksum.Finish(Checksum.Add(0, to[..MinLength])));
    }

    /// <summary>Writes the header with a zero checksum, for ports that fill it in.</summary>
    public void WriteWithoutChecksum(Span<byte> to)
    {
        var fragment = (DontFragment ? 0x4000u : 0) | (MoreFragments ? 0x2000u : 0) | (uint)FragmentOffset >> 3;
        NetworkOrder.Put32(to, 0, 0x4500_0000 | (uint)(MinLength + PayloadLength));
        NetworkOrder.Put32(to, 4, (uint)Identification << 16 | fragment);
        NetworkOrder.Put32(to, 8, (uint)TimeToLive << 24 | (uint)Protocol << 16);
        NetworkOrder.Put32(to, 12, Source.Value);
        NetworkOrder.Put32(to, 16, Destination.Value);
    }
}
