using System.Globalization;

namespace MtcpRedis.NetStack.Wire.Addresses;

/// <summary>An IEEE 802 MAC address, kept in the low 48 bits of <see cref="Value"/> with the first byte on top.</summary>
/// <param name="Value">The 48 bits.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Length = 6;

    /// <summary>ff:ff:ff:ff:ff:ff, every station on the link.</summary>
    public static MacAddress Broadcast => new(0xFFFF_FFFF_FFFF);

    /// <summary>True if the group bit is set (broadcast included).</summary>
    public bool IsMulticast => (Value >> 40 & 1) != 0;

    /// <summary>True if it can be a station's own address: not a group and not all zero.</summary>
    public bool IsUnicast => !IsMulticast && Value != 0;

    /// <summary>Reads six bytes.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> from) => new((ulong)NetworkOrder.Get16(from, 0) << 32 | NetworkOrder.Get32(from, 2));

    /// <summary>Writes six bytes.</summary>
    public void Write(Span<byte> to)
    {
        NetworkOrder.Put16(to, 0, (ushort)(Value >> 32));
        NetworkOrder.Put32(to, 2, (uint)Value);
    }

    /// <summary>The group address of an IPv6 multicast address (RFC 2464 section 7).</summary>
    public static MacAddress ForMulticast(Ipv6Address group) => new(0x3333_0000_0000 | group.Low & 0xFFFF_FFFF);

    /// <summary>Parses six hexadecimal bytes separated by ':' or '-'.</summary>
    public static bool TryParse(string? text, out MacAddress address)
    {
        address = default;
        var parts = text?.Split(':', '-');
        if (parts is not { Length: Length })
            return false;
        ulong value = 0;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 2 || !byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
                return false;
            value = value << 8 | b;
        }
        address = new(value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(byte)(Value >> 40):x2}:{(byte)(Value >> 32):x2}:{(byte)(Value >> 24):x2}:{(byte)(Value >> 16):x2}:{(byte)(Value >> 8):x2}:{(byte)Value:x2}");
}
