using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>A checked view of an IPv4 packet (RFC 791): version, header length and total length agree with the memory. Options are skipped.</summary>
public readonly ref struct Ipv4Packet
{
    private readonly ReadOnlySpan<byte> _data;

    private Ipv4Packet(ReadOnlySpan<byte> data, int headerLength)
    {
        _data = data;
        HeaderLength = headerLength;
    }

    /// <summary>Bytes of header and options, 20-60.</summary>
    public int HeaderLength { get; }

    /// <summary>Bytes of the whole packet, link padding not included.</summary>
    public int TotalLength => _data.Length;

    /// <summary>Names the datagram a fragment belongs to.</summary>
    public ushort Identification => NetworkOrder.Get16(_data, 4);

    /// <summary>The DF bit.</summary>
    public bool DontFragment => (NetworkOrder.Get8(_data, 6) & 0x40) != 0;

    /// <summary>The MF bit.</summary>
    public bool MoreFragments => (NetworkOrder.Get8(_data, 6) & 0x20) != 0;

    /// <summary>Offset of this fragment's payload in bytes.</summary>
    public int FragmentOffset => (NetworkOrder.Get16(_data, 6) & 0x1FFF) << 3;

    /// <summary>True if this is a piece of a larger datagram.</summary>
    public bool IsFragment => (NetworkOrder.Get16(_data, 6) & 0x3FFF) != 0;

    /// <summary>Hops left.</summary>
    public byte TimeToLive => NetworkOrder.Get8(_data, 8);

    /// <summary>Kind of payload.</summary>
    public IpProtocol Protocol => (IpProtocol)NetworkOrder.Get8(_data, 9);

    /// <summary>Sender.</summary>
    public Ipv4Address Source => new(NetworkOrder.Get32(_data, 12));

    /// <summary>Receiver.</summary>
    public Ipv4Address Destination => new(NetworkOrder.Get32(_data, 16));

    /// <summary>The bytes after the header.</summary>
    public ReadOnlySpan<byte> Payload => _data[HeaderLength..];

    /// <summary>Verifies the header checksum.</summary>
    public bool HasValidChecksum => Checksum.IsValid(Checksum.Add(0, _data[..HeaderLength]));

    /// <summary>Checks version and lengths; never throws. The checksum is left to the caller, who knows what the port has verified.</summary>
    /// <param name="data">The packet, possibly followed by link padding.</param>
    /// <param name="packet">The view, cut to the packet's total length.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, out Ipv4Packet packet)
    {
        packet = default;
        if (data.Length < Ipv4Header.MinLength)
            return false;
        int first = NetworkOrder.Get8(data, 0);
        var headerLength = (first & 15) * 4;
        int totalLength = NetworkOrder.Get16(data, 2);
        if (first >> 4 != 4 || headerLength < Ipv4Header.MinLength || totalLength < headerLength || totalLength > data.Length)
            return false;
        packet = new Ipv4Packet(data[..totalLength], headerLength);
        return true;
    }

    /// <summary>
    /// Reads the start of a packet as ICMP errors quote it: the header must be whole, the payload may be cut.
    /// </summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> data, out Ipv4Packet packet)
    {
        packet = default;
        if (data.Length < Ipv4Header.MinLength)
            return false;
        int first = NetworkOrder.Get8(data, 0);
        var headerLength = (first & 15) * 4;
        if (first >> 4 != 4 || headerLength < Ipv4Header.MinLength || headerLength > data.Length)
            return false;
        packet = new Ipv4Packet(data, headerLength);
        return true;
    }
}
