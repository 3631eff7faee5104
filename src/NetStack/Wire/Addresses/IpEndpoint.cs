using System.Globalization;

namespace MtcpRedis.NetStack.Wire.Addresses;

/// <summary>An address and a port.</summary>
/// <param name="Address">IPv4 or IPv6.</param>
/// <param name="Port">TCP port, 0-65535.</param>
public readonly record struct IpEndpoint(IpAddress Address, ushort Port)
{
    /// <summary>"10.0.0.1:6379" or "[fe80::1]:6379", the forms that CLIENT LIST prints.</summary>
    public override string ToString() => Address.IsV4
        ? string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{Address}]:{Port}");
}
