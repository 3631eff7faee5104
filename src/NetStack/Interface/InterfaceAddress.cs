using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>An address of the interface with the prefix that says who is on the same link.</summary>
/// <param name="Address">Unicast IPv4 or IPv6 address.</param>
/// <param name="PrefixLength">Netmask as a bit count: 0-32 for IPv4, 0-128 for IPv6.</param>
public readonly record struct InterfaceAddress(IpAddress Address, int PrefixLength)
{
    /// <summary>True if the other address lies in the same prefix.</summary>
    public bool Contains(IpAddress other)
    {
        if (other.IsV4 != Address.IsV4)
            return false;
        var bits = Address.IsV4 ? PrefixLength + 96 : PrefixLength;
        var high = bits >= 64 ? ulong.MaxValue : bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
        var low = bits >= 128 ? ulong.MaxValue : bits <= 64 ? 0 : ulong.MaxValue << (128 - bits);
        return ((other.High ^ Address.High) & high) == 0 && ((other.Low ^ Address.Low) & low) == 0;
    }

    /// <summary>Parses "10.0.0.1/24"; without a prefix the whole address is taken.</summary>
    /// <exception cref="FormatException">Not an address with a prefix, or not a unicast address.</exception>
    public static InterfaceAddress Parse(string text)
    {
        var slash = text.IndexOf('/');
        var address = IpAddress.Parse(slash < 0 ? text : text[..slash]);
        var most = address.IsV4 ? 32 : 128;
        var prefix = most;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), out prefix) || prefix < 0 || prefix > most))
            throw new FormatException($"'{text}': the prefix length must be 0-{most}");
        if (!address.IsUnicast)
            throw new FormatException($"'{text}' is not a unicast address");
        return new(address, prefix);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}/{PrefixLength}";
}
