namespace MtcpRedis.NetStack.Tcp.Congestion;

/// <summary>
/// A connection's congestion control with its window beside the connection's other variables: the window is asked for with every segment, the
/// algorithm only when something happens.
/// </summary>
internal struct CongestionWindow(ICongestionControl control)
{
    private readonly ICongestionControl _control = control;

    /// <summary>cwnd in bytes.</summary>
    internal uint Window { get; private set; }

    internal readonly uint SlowStartThreshold => _control.SlowStartThreshold;

    internal void Reset(uint segmentSize, uint initialSegments)
    {
        _control.Reset(segmentSize, initialSegments);
        Window = _control.Window;
    }

    internal void SetSegmentSize(uint segmentSize)
    {
        _control.SetSegmentSize(segmentSize);
        Window = _control.Window;
    }

    internal void OnAck(uint acked, long smoothedRtt, long now)
    {
        _control.OnAck(acked, smoothedRtt, now);
        Window = _control.Window;
    }

    internal void OnLoss(uint inFlight, long now)
    {
        _control.OnLoss(inFlight, now);
        Window = _control.Window;
    }

    internal void OnTimeout(uint inFlight, long now)
    {
        _control.OnTimeout(inFlight, now);
        Window = _control.Window;
    }

    internal void Undo()
    {
        _control.Undo();
        Window = _control.Window;
    }

    internal void OnIdle()
    {
        _control.OnIdle();
        Window = _control.Window;
    }
}
