namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>IP protocol numbers (and IPv6 next-header values) that the stack knows.</summary>
public enum IpProtocol : byte
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    HopByHop = 0,

    /// <summary>ICMP (RFC 792).</summary>
    Icmp = 1,

    /// <summary>TCP (RFC 9293).</summary>
    Tcp = 6,

    /// <summary>UDP; answered with port unreachable.</summary>
    Udp = 17,

    /// <summary>IPv6 routing header.</summary>
    Routing = 43,

    /// <summary>IPv6 fragment header.</summary>
    Fragment = 44,

    /// <summary>ICMPv6 (RFC 4443).</summary>
    Icmpv6 = 58,

    /// <summary>IPv6: nothing follows.</summary>
    NoNext = 59,

    /// <summary>IPv6 destination options.</summary>
    DestinationOptions = 60,
}
