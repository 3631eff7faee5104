namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>A checked view of what follows the headers of an IPv6 fragment (RFC 8200 section 4.5): the fragment header and the piece behind it.</summary>
public readonly ref struct Ipv6Fragment
{
    /// <summary>Bytes of the fragment header.</summary>
    public const int HeaderLength = 8;

    private const int IcmpHeaderLength = 8;
    private readonly ReadOnlySpan<byte> _data;

    private Ipv6Fragment(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Kind of the first header in the datagram that was cut up; means nothing but in the first fragment.</summary>
    public IpProtocol NextHeader => (IpProtocol)NetworkOrder.Get8(_data, 0);

    /// <summary>Offset of this piece in bytes.</summary>
    public int Offset => NetworkOrder.Get16(_data, 2) & 0xFFF8;

    /// <summary>False for the last piece.</summary>
    public bool MoreFragments => (NetworkOrder.Get8(_data, 3) & 1) != 0;

    /// <summary>Names the datagram that the piece belongs to.</summary>
    public uint Identification => NetworkOrder.Get32(_data, 4);

    /// <summary>The piece.</summary>
    public ReadOnlySpan<byte> Payload => _data[HeaderLength..];

    /// <summary>True unless this is a first fragment that leaves part of the headers to others, by which filters are got round (RFC 7112).</summary>
    public bool HasAllHeaders
    {
        get
        {
            var (at, next) = (HeaderLength, NextHeader);
            return Offset != 0 || Ipv6Packet.TrySkipExtensions(_data, ref at, ref next) && _data.Length - at >= Smallest(next);
        }
    }

    /// <summary>Checks the length; never throws.</summary>
    /// <param name="data">The payload of a packet whose protocol is <see cref="IpProtocol.Fragment"/>.</param>
    /// <param name="fragment">The view.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, out Ipv6Fragment fragment)
    {
        fragment = new Ipv6Fragment(data);
        return data.Length >= HeaderLength;
    }

    /// <summary>Writes <see cref="HeaderLength"/> bytes.</summary>
    /// <param name="to">Where they go.</param>
    /// <param name="nextHeader">Kind of the datagram's payload.</param>
    /// <param name="offset">A multiple of eight.</param>
    /// <param name="more">False for the last piece.</param>
    /// <param name="identification">Names the datagram.</param>
    public static void Write(Span<byte> to, IpProtocol nextHeader, int offset, bool more, uint identification)
    {
        NetworkOrder.Put32(to, 0, (uint)nextHeader << 24 | (uint)offset | (more ? 1u : 0));
        NetworkOrder.Put32(to, 4, identification);
    }

    private static int Smallest(IpProtocol protocol) => protocol switch
    {
        IpProtocol.Tcp => TcpHeader.MinLength,
        IpProtocol.Icmpv6 or IpProtocol.Udp => IcmpHeaderLength,
        _ => 0,
    };
}
