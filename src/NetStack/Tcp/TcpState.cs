namespace MtcpRedis.NetStack.Tcp;

/// <summary>The states of a connection (RFC 9293 section 3.3.2).</summary>
public enum TcpState : byte
{
    /// <summary>No connection.</summary>
    Closed,

    /// <summary>Waiting for a connection request; a listener's state, never a connection's.</summary>
    Listen,

    /// <summary>Connection request sent.</summary>
    SynSent,

    /// <summary>Connection request received and answered.</summary>
    SynReceived,

    /// <summary>Open both ways.</summary>
    Established,

    /// <summary>We have closed; our FIN is not yet acknowledged.</summary>
    FinWait1,

    /// <summary>We have closed and the peer knows; it may still send.</summary>
    FinWait2,

    /// <summary>The peer has closed; we may still send.</summary>
    CloseWait,

    /// <summary>Both have closed at the same time; our FIN is not yet acknowledged.</summary>
    Closing,

    /// <summary>The peer closed first, then we; our FIN is not yet acknowledged.</summary>
    LastAck,

    /// <summary>Both have closed; waiting so that old segments die out.</summary>
    TimeWait,
}
