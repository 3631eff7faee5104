namespace MtcpRedis.NetStack.Tcp;

/// <summary>What the one sending timer of a connection is waiting for; never two at once.</summary>
internal enum TcpTimerKind : byte
{
    /// <summary>Off.</summary>
    None,

    /// <summary>RTO (RFC 6298).</summary>
    Retransmission,

    /// <summary>Probe timeout of a tail loss probe (RFC 8985 section 7).</summary>
    TailProbe,

    /// <summary>Zero-window probe (RFC 9293 section 3.8.6.1).</summary>
    Persist,
}
