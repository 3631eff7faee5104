namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>ICMP message types that the stack reads or writes (RFC 792).</summary>
public enum IcmpType : byte
{
    /// <summary>Answer to an echo request.</summary>
    EchoReply = 0,

    /// <summary>A packet could not be delivered; the code says why, 4 being "fragmentation needed" (RFC 1191).</summary>
    Unreachable = 3,

    /// <summary>Please send this back.</summary>
    EchoRequest = 8,

    /// <summary>A packet ran out of hops or of reassembly time.</summary>
    TimeExceeded = 11,
}
