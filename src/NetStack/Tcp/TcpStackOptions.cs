using MtcpRedis.NetStack.Tcp.Congestion;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>Fixed settings of a <see cref="TcpStack"/>. Times in microseconds, sizes in bytes.</summary>
public sealed record TcpStackOptions
{
    /// <summary>Connections that may exist at once, those in TIME-WAIT included.</summary>
    public int MaxConnections { get; init; } = 262_144;

    /// <summary>Memory for send and receive buffers of all connections together.</summary>
    public long MaxBufferMemory { get; init; } = 512L << 20;

    /// <summary>Unread bytes that one connection may hold: its largest receive window.</summary>
    public int MaxReceiveBuffer { get; init; } = 256 << 10;

    /// <summary>Unacknowledged and unsent bytes that one connection may hold.</summary>
    public int MaxSendBuffer { get; init; } = 1 << 20;

    /// <summary>Packets that may be lent to connections unread; beyond it payload is copied. A share of the port's pool if null.</summary>
    public int? MaxHeldPackets { get; init; }

    /// <summary>Initial congestion window in segments (RFC 6928).</summary>
    public uint InitialWindow { get; init; } = 10;

    /// <summary>Which congestion control new connections use.</summary>
    public CongestionAlgorithm Congestion { get; init; } = CongestionAlgorithm.Cubic;

    /// <summary>Offer and accept timestamps (RFC 7323).</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Offer and accept selective acknowledgment (RFC 2018).</summary>
    public bool SelectiveAcknowledgment { get; init; } = true;

    /// <summary>Offer and accept window scaling (RFC 7323).</summary>
    public bool WindowScaling { get; init; } = true;

    /// <summary>How long an ACK may wait for data to ride on. Every second full segment is acknowledged at once.</summary>
    public long DelayedAck { get; init; } = 10_000;

    /// <summary>RTO before the first measurement (RFC 6298: 1 s).</summary>
    public long InitialRetransmitTimeout { get; init; } = 1_000_000;

    /// <summary>Smallest RTO; Linux uses 200 ms.</summary>
    public long MinRetransmitTimeout { get; init; } = 200_000;

    /// <summary>Largest RTO.</summary>
    public long MaxRetransmitTimeout { get; init; } = 60_000_000;

    /// <summary>Unanswered retransmissions, or unanswered window probes, after which a connection is given up.</summary>
    public int MaxRetransmissions { get; init; } = 15;

    /// <summary>The same for a connection that its user has closed, of which only the last bytes or the FIN are still to be delivered; Linux uses 8.</summary>
    public int MaxOrphanRetransmissions { get; init; } = 8;

    /// <summary>Retransmissions of a SYN.</summary>
    public int MaxSynRetransmissions { get; init; } = 6;

    /// <summary>Retransmissions of a SYN-ACK.</summary>
    public int MaxSynAckRetransmissions { get; init; } = 5;

    /// <summary>Duration of TIME-WAIT; Linux uses 60 s.</summary>
    public long TimeWait { get; init; } = 60_000_000;

    /// <summary>How long a connection that the user has closed waits for the peer's FIN.</summary>
    public long FinWait2 { get; init; } = 60_000_000;

    /// <summary>Resets and challenge ACKs sent per second (RFC 5961 section 7).</summary>
    public int ChallengesPerSecond { get; init; } = 1000;

    /// <summary>First port for active opens.</summary>
    public ushort FirstEphemeralPort { get; init; } = 32768;

    /// <summary>Last port for active opens.</summary>
    public ushort LastEphemeralPort { get; init; } = 60999;

    /// <summary>Secret behind sequence numbers and cookies: random in a process, fixed in a test.</summary>
    public (ulong, ulong) Secret { get; init; } = (0x243F6A8885A308D3, 0x13198A2E03707344);
}
