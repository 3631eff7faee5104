namespace MtcpRedis.NetStack.Interface;

/// <summary>Why a packet was thrown away. One counter each (<see cref="DropCounters"/>); bad packets are counted, never thrown about.</summary>
public enum DropCause
{
    /// <summary>Frame too short, with an 802.3 length, or otherwise not Ethernet II.</summary>
    BadFrame,

    /// <summary>Frame for another station or another VLAN.</summary>
    NotForUs,

    /// <summary>Payload kind that the stack does not speak.</summary>
    UnknownEtherType,

    /// <summary>ARP packet malformed or of another address family.</summary>
    BadArp,

    /// <summary>IP header malformed, or source address impossible.</summary>
    BadIpHeader,

    /// <summary>IPv4 header checksum wrong.</summary>
    BadIpChecksum,

    /// <summary>IP packet for an address that is not ours.</summary>
    NotOurAddress,

    /// <summary>IP protocol that the stack does not speak.</summary>
    UnknownProtocol,

    /// <summary>Fragment that overlaps another, is out of bounds, or lacks a part of the headers.</summary>
    BadFragment,

    /// <summary>Datagram whose fragments did not all arrive in time.</summary>
    ReassemblyTimeout,

    /// <summary>ICMP or ICMPv6 message malformed or with a wrong checksum.</summary>
    BadIcmp,

    /// <summary>TCP header or options malformed.</summary>
    BadTcpHeader,

    /// <summary>TCP checksum wrong.</summary>
    BadTcpChecksum,

    /// <summary>TCP segment for no connection and no listener (answered with a reset).</summary>
    NoConnection,

    /// <summary>TCP segment outside the receive window.</summary>
    OutOfWindow,

    /// <summary>TCP timestamp older than the last one (PAWS, RFC 7323).</summary>
    Paws,

    /// <summary>TCP segment without ACK, with an impossible ACK, or with SYN in a synchronized state.</summary>
    BadSegment,

    /// <summary>SYN refused because the connection table is full.</summary>
    ConnectionLimit,

    /// <summary>SYN or final ACK dropped because the listener's queue is full.</summary>
    AcceptQueueFull,

    /// <summary>ACK that is neither for a connection nor a valid SYN cookie.</summary>
    BadSynCookie,

    /// <summary>Payload dropped because buffer memory is exhausted.</summary>
    NoBufferMemory,

    /// <summary>Out-of-order payload beyond the bounds of reassembly.</summary>
    ReassemblyLimit,

    /// <summary>Packet not sent because the pool or the transmit ring was full.</summary>
    NoPacket,

    /// <summary>Frame for another queue of the port lost because the way there was full.</summary>
    HandoverFull,

    /// <summary>Packet not sent because the next hop did not answer or the queue for it was full.</summary>
    Unresolved,

    /// <summary>Packet not sent because no route leads to its destination.</summary>
    NoRoute,

    /// <summary>Reply not sent because of a rate limit.</summary>
    RateLimited,
}
