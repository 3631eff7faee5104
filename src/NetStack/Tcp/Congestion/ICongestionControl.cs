namespace MtcpRedis.NetStack.Tcp.Congestion;

/// <summary>
/// How much may be in flight. The sender reports what happened, in bytes and microseconds; the algorithm keeps the window. It never sees segments
/// and never decides what to send.
/// </summary>
public interface ICongestionControl
{
    /// <summary>cwnd in bytes.</summary>
    uint Window { get; }

    /// <summary>ssthresh in bytes.</summary>
    uint SlowStartThreshold { get; }

    /// <summary>Starts over for a new connection.</summary>
    /// <param name="segmentSize">Sender's maximum segment size in bytes.</param>
    /// <param name="initialSegments">Initial window in segments (RFC 6928: 10).</param>
    void Reset(uint segmentSize, uint initialSegments);

    /// <summary>The path MTU has changed the segment size.</summary>
    void SetSegmentSize(uint segmentSize);

    /// <summary>New data was acknowledged outside fast recovery, and the window was what limited the sender.</summary>
    /// <param name="acked">Bytes newly acknowledged.</param>
    /// <param name="smoothedRtt">Microseconds, 0 if unknown.</param>
    /// <param name="now">Microseconds.</param>
    void OnAck(uint acked, long smoothedRtt, long now);

    /// <summary>A loss was inferred from duplicate ACKs or SACK; once per recovery.</summary>
    /// <param name="inFlight">Bytes in flight.</param>
    /// <param name="now">Microseconds.</param>
    void OnLoss(uint inFlight, long now);

    /// <summary>The retransmission timer fired for the first time for this data.</summary>
    /// <param name="inFlight">Bytes in flight.</param>
    /// <param name="now">Microseconds.</param>
    void OnTimeout(uint inFlight, long now);

    /// <summary>The last loss turned out not to have been one: go back to the window before it.</summary>
    void Undo();

    /// <summary>The connection was idle for longer than the retransmission timeout (RFC 5681 section 4.1).</summary>
    void OnIdle();
}
