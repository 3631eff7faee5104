using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>
/// A checked view of an IPv6 packet (RFC 8200). Hop-by-hop, routing (with no segments left) and destination option headers are skipped;
/// a fragment header ends the walk and shows as <see cref="IpProtocol.Fragment"/>; what it begins is an <see cref="Ipv6Fragment"/>.
/// </summary>
public readonly ref struct Ipv6Packet
{
    private const int MaxExtensionHeaders = 8;
    private readonly ReadOnlySpan<byte> _data;

    private Ipv6Packet(ReadOnlySpan<byte> data, int headerLength, IpProtocol protocol)
    {
        _data = data;
        HeaderLength = headerLength;
        Protocol = protocol;
    }

    /// <summary>Bytes of the fixed header and all extension headers skipped.</summary>
    public int HeaderLength { get; }

    /// <summary>Kind of payload after the extension headers.</summary>
    public IpProtocol Protocol { get; }

    /// <summary>Hops left.</summary>
    public byte HopLimit => NetworkOrder.Get8(_data, 7);

    /// <summary>Sender.</summary>
    public Ipv6Address Source => Ipv6Address.Read(_data[8..]);

    /// <summary>Receiver.</summary>
    public Ipv6Address Destination => Ipv6Address.Read(_data[24..]);

    /// <summary>The whole packet.</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>The bytes after all headers.</summary>
    public ReadOnlySpan<byte> Payload => _data[HeaderLength..];

    /// <summary>Checks version and lengths and walks the extension headers; never throws.</summary>
    /// <param name="data">The packet, possibly followed by link padding.</param>
    /// <param name="packet">The view, cut to the packet's length.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, out Ipv6Packet packet)
    {
        packet = default;
        if (data.Length < Ipv6Header.Length || NetworkOrder.Get8(data, 0) >> 4 != 6)
            return false;
        var length = Ipv6Header.Length + NetworkOrder.Get16(data, 4);
        return length <= data.Length && TryWalk(data[..length], out packet);
    }

    /// <summary>Reads the start of a packet as ICMPv6 errors quote it: headers must be whole, the payload may be cut.</summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> data, out Ipv6Packet packet)
    {
        packet = default;
        return data.Length >= Ipv6Header.Length && NetworkOrder.Get8(data, 0) >> 4 == 6 && TryWalk(data, out packet);
    }

    /// <summary>Moves behind hop-by-hop, routing and destination option headers. False if there are too many, or they do not end in the data.</summary>
    /// <param name="data">The packet, or a part of it.</param>
    /// <param name="at">Where the first header lies; then, where the first one lies that is none of these.</param>
    /// <param name="next">Kind of the header at <paramref name="at"/>.</param>
    internal static bool TrySkipExtensions(ReadOnlySpan<byte> data, ref int at, ref IpProtocol next)
    {
        for (var i = 0; next is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.DestinationOptions; i++)
        {
            if (i == MaxExtensionHeaders || at + 8 > data.Length)
                return false;
            var segmentsLeft = NetworkOrder.Get8(data, at + 3);
            if (next == IpProtocol.Routing && segmentsLeft != 0)
                return false;
            next = (IpProtocol)NetworkOrder.Get8(data, at);
            at += (NetworkOrder.Get8(data, at + 1) + 1) * 8;
            if (at > data.Length)
                return false;
        }
        return true;
    }

    private static bool TryWalk(ReadOnlySpan<byte> data, out Ipv6Packet packet)
    {
        var (at, next) = (Ipv6Header.Length, (IpProtocol)NetworkOrder.Get8(data, 6));
        packet = default;
        if (!TrySkipExtensions(data, ref at, ref next))
            return false;
        packet = new Ipv6Packet(data, at, next);
        return true;
    }
}
