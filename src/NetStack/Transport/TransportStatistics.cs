namespace MtcpRedis.NetStack.Transport;

/// <summary>Counters of one transport since its creation.</summary>
/// <param name="Accepted">Connections handed to the owner.</param>
/// <param name="AcceptErrors">Connections lost before that: out of descriptors, out of memory, aborted in the queue.</param>
/// <param name="Open">Connections that are open now.</param>
/// <param name="ReceivedBytes">Bytes handed out by <see cref="ITransport.Receive"/>.</param>
/// <param name="SentBytes">Bytes taken by <see cref="ITransport.Send"/> and <see cref="ITransport.SendVector"/>.</param>
/// <param name="ReceiveCalls">Calls of <see cref="ITransport.Receive"/>.</param>
/// <param name="SendCalls">Calls of <see cref="ITransport.Send"/> and <see cref="ITransport.SendVector"/>.</param>
/// <param name="ShortSends">Those of them that took less than offered.</param>
/// <param name="Polls">Calls of <see cref="ITransport.Poll"/>.</param>
/// <param name="Wakes">Polls that ended because of <see cref="ITransport.Wake"/>.</param>
/// <param name="GatherWaits">Polls that first left arrivals some time to gather.</param>
public readonly record struct TransportStatistics(
    long Accepted,
    long AcceptErrors,
    int Open,
    long ReceivedBytes,
    long SentBytes,
    long ReceiveCalls,
    long SendCalls,
    long ShortSends,
    long Polls,
    long Wakes,
    long GatherWaits = 0);
