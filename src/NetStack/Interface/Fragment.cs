using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;

namespace MtcpRedis.NetStack.Interface;

/// <summary>What fragments of one datagram have in common (RFC 791 section 3.2, RFC 8200 section 4.5).</summary>
/// <param name="Source">Sender.</param>
/// <param name="Destination">One of our addresses.</param>
/// <param name="Identification">The sender's number for the datagram: 16 bits in IPv4, 32 in IPv6.</param>
/// <param name="Protocol">Kind of payload in IPv4; IPv6 does not look at it.</param>
internal readonly record struct FragmentKey(IpAddress Source, IpAddress Destination, uint Identification, IpProtocol Protocol);

/// <summary>A piece of a datagram, of either family.</summary>
internal readonly ref struct Fragment
{
    /// <summary>A piece of an IPv4 datagram.</summary>
    internal Fragment(in Ipv4Packet packet)
    {
        Key = new(packet.Source, packet.Destination, packet.Identification, packet.Protocol);
        Payload = packet.Payload;
        (Protocol, Offset, More) = (packet.Protocol, packet.FragmentOffset, packet.MoreFragments);
        MaxLength = ushort.MaxValue - Ipv4Header.MinLength;
    }

    /// <summary>A piece of an IPv6 datagram. The length of the whole counts the headers in front of the fragment header too.</summary>
    internal Fragment(in Ipv6Packet packet, in Ipv6Fragment fragment)
    {
        Key = new(packet.Source, packet.Destination, fragment.Identification, IpProtocol.Fragment);
        Payload = fragment.Payload;
        (Protocol, Offset, More) = (fragment.NextHeader, fragment.Offset, fragment.MoreFragments);
        MaxLength = ushort.MaxValue - (packet.HeaderLength - Ipv6Header.Length);
    }

    /// <summary>Whose piece it is.</summary>
    internal FragmentKey Key { get; }

    /// <summary>The piece.</summary>
    internal ReadOnlySpan<byte> Payload { get; }

    /// <summary>Kind of payload; in IPv6 only the first fragment's word counts.</summary>
    internal IpProtocol Protocol { get; }

    /// <summary>Where the piece belongs, a multiple of eight.</summary>
    internal int Offset { get; }

    /// <summary>False for the last piece.</summary>
    internal bool More { get; }

    /// <summary>Most bytes that all pieces together may have.</summary>
    internal int MaxLength { get; }
}
