namespace MtcpRedis.NetStack.Wire.Link;

/// <summary>The payload kinds of an Ethernet frame that the stack knows (IEEE 802 numbers).</summary>
public enum EtherType : ushort
{
    /// <summary>No frame.</summary>
    None = 0,

    /// <summary>IPv4.</summary>
    Ipv4 = 0x0800,

    /// <summary>ARP (RFC 826).</summary>
    Arp = 0x0806,

    /// <summary>An 802.1Q tag follows.</summary>
    Vlan = 0x8100,

    /// <summary>IPv6.</summary>
    Ipv6 = 0x86DD,
}
