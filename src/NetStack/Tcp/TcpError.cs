namespace MtcpRedis.NetStack.Tcp;

/// <summary>Why a connection ended other than by both sides closing.</summary>
public enum TcpError : byte
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The peer sent a reset.</summary>
    Reset,

    /// <summary>The peer answered our connection request with a reset.</summary>
    Refused,

    /// <summary>Retransmissions or keep-alive probes were not answered.</summary>
    TimedOut,

    /// <summary>ICMP said that the peer's port or protocol is unreachable.</summary>
    Unreachable,

    /// <summary>Our own side aborted.</summary>
    Aborted,
}
