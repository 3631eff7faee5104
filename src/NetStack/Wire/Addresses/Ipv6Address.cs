using System.Net;
using System.Net.Sockets;

namespace MtcpRedis.NetStack.Wire.Addresses;

/// <summary>An IPv6 address as two 64-bit halves, most significant byte first.</summary>
/// <param name="High">Bytes 0-7.</param>
/// <param name="Low">Bytes 8-15.</param>
public readonly record struct Ipv6Address(ulong High, ulong Low)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Length = 16;

    /// <summary>The unspecified address ::.</summary>
    public static Ipv6Address Any => default;

    /// <summary>ff02::1, all nodes of the link.</summary>
    public static Ipv6Address AllNodes => new(0xFF02UL << 48, 1);

    /// <summary>True for ff00::/8.</summary>
    public bool IsMulticast => High >> 56 == 0xFF;

    /// <summary>True for fe80::/10.</summary>
    public bool IsLinkLocal => High >> 54 == 0xFE80 >> 6;

    /// <summary>True for ::1.</summary>
    public bool IsLoopback => High == 0 && Low == 1;

    /// <summary>True if it can name one host: not unspecified, loopback or multicast.</summary>
    public bool IsUnicast => !IsMulticast && !IsLoopback && (High | Low) != 0;

    /// <summary>The multicast group in which neighbours look for this address (RFC 4291 section 2.7.1).</summary>
    public Ipv6Address SolicitedNode => new(0xFF02UL << 48, 0x0000_0001_FF00_0000 | Low & 0xFF_FFFF);

    /// <summary>The link-local address made from a MAC address by the modified EUI-64 rule (RFC 4291 appendix A).</summary>
    public static Ipv6Address LinkLocal(MacAddress mac)
    {
        var upper = mac.Value >> 24 ^ 0x02_0000;
        return new(0xFE80UL << 48, upper << 40 | 0xFFFEUL << 24 | mac.Value & 0xFF_FFFF);
    }

    /// <summary>Reads sixteen bytes.</summary>
    public static Ipv6Address Read(ReadOnlySpan<byte> from) => new(NetworkOrder.Get64(from, 0), NetworkOrder.Get64(from, 8));

    /// <summary>Writes sixteen bytes.</summary>
    public void Write(Span<byte> to)
    {
        NetworkOrder.Put64(to, 0, High);
        NetworkOrder.Put64(to, 8, Low);
    }

    /// <summary>Parses the text forms of RFC 4291 section 2.2; zones ("%eth0") are refused.</summary>
    public static bool TryParse(string? text, out Ipv6Address address)
    {
        address = default;
        if (text is null || text.Contains('%') || !IPAddress.TryParse(text, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }
        address = Read(parsed.GetAddressBytes());
        return true;
    }

    /// <summary>Parses the text forms of RFC 4291 section 2.2.</summary>
    /// <exception cref="FormatException">The text is not an IPv6 address.</exception>
    public static Ipv6Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv6 address");

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return new IPAddress(bytes).ToString();
    }
}
