namespace MtcpRedis.NetStack.Devices;

/// <summary>What a port has verified about a received packet, or is asked to do for one that is sent.</summary>
[Flags]
public enum PacketFlags
{
    /// <summary>Nothing known, nothing asked.</summary>
    None = 0,

    /// <summary>Received: the port found the IPv4 header checksum right.</summary>
    NetworkChecksumGood = 1,

    /// <summary>Received: the port found the TCP checksum right.</summary>
    TransportChecksumGood = 2,

    /// <summary>Received: the port found a checksum wrong.</summary>
    ChecksumBad = 4,

    /// <summary>Sent: the port fills in the IPv4 header checksum.</summary>
    OffloadNetworkChecksum = 8,

    /// <summary>Sent: the port fills in the TCP checksum; the field holds the folded pseudo-header sum, length included.</summary>
    OffloadTransportChecksum = 16,
}
