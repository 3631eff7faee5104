namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>ICMPv6 message types that the stack reads or writes (RFC 4443, RFC 4861).</summary>
public enum Icmpv6Type : byte
{
    /// <summary>A packet could not be delivered.</summary>
    Unreachable = 1,

    /// <summary>A packet was larger than a link's MTU (RFC 8201).</summary>
    PacketTooBig = 2,

    /// <summary>A packet ran out of hops or of reassembly time.</summary>
    TimeExceeded = 3,

    /// <summary>Please send this back.</summary>
    EchoRequest = 128,

    /// <summary>Answer to an echo request.</summary>
    EchoReply = 129,

    /// <summary>Who has the target address?</summary>
    NeighborSolicitation = 135,

    /// <summary>The sender has the target address.</summary>
    NeighborAdvertisement = 136,
}
