namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>What a port has counted since its start, all queues together.</summary>
/// <param name="ReceivedPackets">Frames received.</param>
/// <param name="SentPackets">Frames sent.</param>
/// <param name="ReceivedBytes">Bytes of frames received.</param>
/// <param name="SentBytes">Bytes of frames sent.</param>
/// <param name="Missed">Frames lost because the receive ring was full.</param>
/// <param name="ReceiveErrors">Frames received damaged.</param>
/// <param name="SendErrors">Frames that could not be sent.</param>
/// <param name="NoBuffer">Frames lost because no packet was free.</param>
public readonly record struct PortCounters(
    long ReceivedPackets, long SentPackets, long ReceivedBytes, long SentBytes, long Missed, long ReceiveErrors, long SendErrors, long NoBuffer);
