namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// The deadlines of one connection, microseconds, <see cref="long.MaxValue"/> when off. Setting one is a plain store: the wheel is only touched when
/// the earliest moves forward, and a timer that fires before its moved-back deadline is simply filed again.
/// </summary>
internal struct TcpTimers
{
    /// <summary>Retransmission, tail loss probe or window probe, as <see cref="Kind"/> says.</summary>
    internal long Retransmit;

    /// <summary>Delayed ACK.</summary>
    internal long Ack;

    /// <summary>Keep-alive, FIN-WAIT-2 or TIME-WAIT, as the state says.</summary>
    internal long Life;

    /// <summary>What the wheel has been told; not later than <see cref="Next"/>.</summary>
    internal long Scheduled;

    internal TcpTimerKind Kind;

    internal readonly long Next => Math.Min(Math.Min(Retransmit, Ack), Life);

    internal void Clear() => (Retransmit, Ack, Life, Scheduled, Kind) =
        (long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, TcpTimerKind.None);

    internal void SetRetransmit(TcpTimerKind kind, long deadline) => (Kind, Retransmit) = (kind, deadline);

    internal void StopRetransmit() => (Kind, Retransmit) = (TcpTimerKind.None, long.MaxValue);
}
