namespace MtcpRedis.Network.Support;

/// <summary>What lies between the node and the kernel's clients.</summary>
public enum LinkKind
{
    /// <summary>net_af_packet on one end of a veth pair, one queue.</summary>
    AfPacket,

    /// <summary>The same with two queues, whose flows the kernel spreads.</summary>
    AfPacketTwoQueues,

    /// <summary>net_af_xdp on one end of a veth pair.</summary>
    AfXdp,

    /// <summary>net_tap: the kernel's end is the tap interface itself.</summary>
    Tap,
}
