namespace MtcpRedis.NetStack.Tcp;

/// <summary>A connection's TCP variables at one moment. Times in microseconds, sizes in bytes.</summary>
/// <param name="State">Its state.</param>
/// <param name="SmoothedRtt">SRTT, 0 if not yet measured.</param>
/// <param name="RttVariation">RTTVAR.</param>
/// <param name="RetransmitTimeout">RTO.</param>
/// <param name="CongestionWindow">cwnd.</param>
/// <param name="SlowStartThreshold">ssthresh.</param>
/// <param name="SendWindow">Window the peer offers.</param>
/// <param name="InFlight">Sent and not acknowledged.</param>
/// <param name="SendQueue">In the send buffer, in flight or not.</param>
/// <param name="ReceiveQueue">Received in order and not read.</param>
/// <param name="SegmentSize">Largest payload per segment.</param>
/// <param name="Retransmissions">Segments sent again.</param>
/// <param name="BytesReceived">Payload received in order.</param>
/// <param name="BytesAcknowledged">Payload acknowledged by the peer.</param>
public readonly record struct ConnectionStatistics(
    TcpState State, long SmoothedRtt, long RttVariation, long RetransmitTimeout, uint CongestionWindow, uint SlowStartThreshold,
    uint SendWindow, uint InFlight, int SendQueue, int ReceiveQueue, int SegmentSize, long Retransmissions, long BytesReceived,
    long BytesAcknowledged);
