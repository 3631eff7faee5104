namespace MtcpRedis.NetStack.Wire.Addresses;

/// <summary>
/// Either kind of IP address in 16 bytes: IPv4 is kept as an IPv4-mapped IPv6 address (::ffff:a.b.c.d), so that keys of caches and of the
/// connection table have one shape.
/// </summary>
/// <param name="High">Bytes 0-7 of the IPv6 form.</param>
/// <param name="Low">Bytes 8-15 of the IPv6 form.</param>
public readonly record struct IpAddress(ulong High, ulong Low)
{
    private const ulong MappedPrefix = 0xFFFF;

    /// <summary>True if this is an IPv4 address.</summary>
    public bool IsV4 => High == 0 && Low >> 32 == MappedPrefix;

    /// <summary>The IPv4 address; meaningful if <see cref="IsV4"/>.</summary>
    public Ipv4Address V4 => new((uint)Low);

    /// <summary>The IPv6 address; the mapped form if <see cref="IsV4"/>.</summary>
    public Ipv6Address V6 => new(High, Low);

    /// <summary>True for 0.0.0.0, :: and the default value.</summary>
    public bool IsAny => High == 0 && (Low == 0 || Low == MappedPrefix << 32);

    /// <summary>True if it can name one host.</summary>
    public bool IsUnicast => IsV4 ? V4.IsUnicast : V6.IsUnicast;

    /// <summary>Wraps an IPv4 address.</summary>
    public static implicit operator IpAddress(Ipv4Address address) => new(0, MappedPrefix << 32 | address.Value);

    /// <summary>Wraps an IPv6 address.</summary>
    public static implicit operator IpAddress(Ipv6Address address) => new(address.High, address.Low);

    /// <summary>Parses either text form.</summary>
    public static bool TryParse(string? text, out IpAddress address)
    {
        address = default;
        if (Ipv4Address.TryParse(text, out var v4))
            address = v4;
        else if (Ipv6Address.TryParse(text, out var v6))
            address = v6;
        else
            return false;
        return true;
    }

    /// <summary>Parses either text form.</summary>
    /// <exception cref="FormatException">The text is not an IP address.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <inheritdoc/>
    public override string ToString() => IsV4 ? V4.ToString() : V6.ToString();
}
