namespace MtcpRedis.NetStack.Wire;

/// <summary>The control bits of a TCP header (RFC 9293 section 3.1), with the values they have on the wire.</summary>
[Flags]
public enum TcpFlags : byte
{
    /// <summary>No bit set.</summary>
    None = 0,

    /// <summary>No more data from the sender.</summary>
    Fin = 0x01,

    /// <summary>Synchronize sequence numbers.</summary>
    Syn = 0x02,

    /// <summary>Reset the connection.</summary>
    Rst = 0x04,

    /// <summary>Push buffered data to the receiving user.</summary>
    Psh = 0x08,

    /// <summary>The acknowledgment field is significant.</summary>
    Ack = 0x10,

    /// <summary>The urgent pointer is significant. The stack delivers urgent data in line, as ordinary bytes (RFC 6093).</summary>
    Urg = 0x20,

    /// <summary>ECN echo (RFC 3168); ignored, ECN is not negotiated.</summary>
    Ece = 0x40,

    /// <summary>Congestion window reduced (RFC 3168); ignored.</summary>
    Cwr = 0x80,
}
