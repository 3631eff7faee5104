using System.Globalization;

namespace MtcpRedis.NetStack.Wire.Addresses;

/// <summary>An IPv4 address by value; 10.0.0.1 is 0x0A000001.</summary>
/// <param name="Value">The address as an integer, most significant byte first.</param>
public readonly record struct Ipv4Address(uint Value)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Length = 4;

    /// <summary>0.0.0.0.</summary>
    public static Ipv4Address Any => default;

    /// <summary>255.255.255.255.</summary>
    public static Ipv4Address Broadcast => new(uint.MaxValue);

    /// <summary>True for 224.0.0.0/4.</summary>
    public bool IsMulticast => Value >> 28 == 0xE;

    /// <summary>True for 127.0.0.0/8, which must never be seen on a wire (RFC 1122 section 3.2.1.3).</summary>
    public bool IsLoopback => Value >> 24 == 127;

    /// <summary>True if it can name one host: not 0/8, loopback, multicast, class E or broadcast.</summary>
    public bool IsUnicast => Value >> 24 != 0 && !IsLoopback && Value >> 28 < 0xE;

    /// <summary>Reads four bytes.</summary>
    public static Ipv4Address Read(ReadOnlySpan<byte> from) => new(NetworkOrder.Get32(from, 0));

    /// <summary>Writes four bytes.</summary>
    public void Write(Span<byte> to) => NetworkOrder.Put32(to, 0, Value);

    /// <summary>Parses dotted decimal notation with exactly four parts.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv4Address address)
    {
        address = default;
        uint value = 0;
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.Length is 0 or > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var b))
                return false;
            value = value << 8 | b;
            parts++;
        }
        address = new(value);
        return parts == 4;
    }

    /// <summary>Parses dotted decimal notation.</summary>
    /// <exception cref="FormatException">The text is not an IPv4 address.</exception>
    public static Ipv4Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv4 address");

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 24}.{Value >> 16 & 255}.{Value >> 8 & 255}.{Value & 255}");
}
