namespace MtcpRedis.NetStack.Tcp;

/// <summary>Counts of a <see cref="TcpStack"/> since its start; drops are counted by cause in the interface's counters.</summary>
public sealed class TcpStatistics
{
    private readonly int[] _inState = new int[(int)TcpState.TimeWait + 1];

    /// <summary>Connections that are in a state now; Closed and Listen are not counted.</summary>
    public int InState(TcpState state) => state is TcpState.Closed or TcpState.Listen ? 0 : _inState[(int)state];

    /// <summary>Connections whose peer has not acknowledged our FIN yet, nor perhaps the bytes before it.</summary>
    public int Closing => _inState[(int)TcpState.FinWait1] + _inState[(int)TcpState.Closing] + _inState[(int)TcpState.LastAck];

    /// <summary>Round-trip times measured.</summary>
    public long RttSamples { get; private set; }

    /// <summary>Their sum in microseconds.</summary>
    public long RttTotal { get; private set; }

    /// <summary>The longest of them in microseconds.</summary>
    public long RttLongest { get; private set; }

    /// <summary>Segments received with a valid checksum.</summary>
    public long SegmentsReceived { get; internal set; }

    /// <summary>Those of them that were just what their connection expected and took the short way.</summary>
    public long SegmentsExpected { get; internal set; }

    /// <summary>Segments sent, retransmissions included.</summary>
    public long SegmentsSent { get; internal set; }

    /// <summary>Payload segments sent again.</summary>
    public long Retransmissions { get; internal set; }

    /// <summary>Retransmission timers fired.</summary>
    public long Timeouts { get; internal set; }

    /// <summary>Recoveries started by duplicate or selective ACKs.</summary>
    public long FastRecoveries { get; internal set; }

    /// <summary>Tail loss probes sent (RFC 8985).</summary>
    public long TailProbes { get; internal set; }

    /// <summary>Retransmissions that the peer reported as unneeded (D-SACK, RFC 2883).</summary>
    public long SpuriousRetransmissions { get; internal set; }

    /// <summary>Resets sent.</summary>
    public long ResetsSent { get; internal set; }

    /// <summary>Resets accepted.</summary>
    public long ResetsReceived { get; internal set; }

    /// <summary>Challenge ACKs sent (RFC 5961).</summary>
    public long ChallengeAcks { get; internal set; }

    /// <summary>SYN cookies sent.</summary>
    public long CookiesSent { get; internal set; }

    /// <summary>Connections opened from a SYN cookie.</summary>
    public long CookiesAccepted { get; internal set; }

    /// <summary>Connections opened by peers.</summary>
    public long PassiveOpens { get; internal set; }

    /// <summary>Connections opened by us.</summary>
    public long ActiveOpens { get; internal set; }

    /// <summary>Connections ended by timeout.</summary>
    public long TimedOut { get; internal set; }

    /// <summary>Payload bytes received in order.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Payload bytes acknowledged by peers.</summary>
    public long BytesAcknowledged { get; internal set; }

    /// <summary>Segments whose payload was handed on in the packet where it lay.</summary>
    public long ReceivedInPlace { get; internal set; }

    internal void OnTransition(TcpState from, TcpState to)
    {
        _inState[(int)from]--;
        _inState[(int)to]++;
    }

    internal void OnRttSample(long microseconds)
    {
        RttSamples++;
        RttTotal += microseconds;
        RttLongest = Math.Max(RttLongest, microseconds);
    }
}
