namespace MtcpRedis.NetStack.Tcp.Congestion;

/// <summary>Slow start, congestion avoidance by appropriate byte counting and halving on loss (RFC 5681, RFC 3465, RFC 6582).</summary>
public sealed class NewReno : ICongestionControl
{
    private uint _segmentSize;
    private uint _initialWindow;
    private uint _acked;
    private uint _windowBeforeLoss;
    private uint _thresholdBeforeLoss;

    /// <inheritdoc/>
    public uint Window { get; private set; }

    /// <inheritdoc/>
    public uint SlowStartThreshold { get; private set; }

    /// <inheritdoc/>
    public void Reset(uint segmentSize, uint initialSegments)
    {
        _segmentSize = segmentSize;
        _initialWindow = segmentSize * initialSegments;
        Window = _initialWindow;
        SlowStartThreshold = uint.MaxValue;
        _acked = _windowBeforeLoss = 0;
        _thresholdBeforeLoss = uint.MaxValue;
    }

    /// <inheritdoc/>
    public void SetSegmentSize(uint segmentSize) => _segmentSize = segmentSize;

    /// <inheritdoc/>
    public void OnAck(uint acked, long smoothedRtt, long now)
    {
        if (Window < SlowStartThreshold)
        {
            Window += Math.Min(acked, 2 * _segmentSize);
            return;
        }
        _acked += acked;
        if (_acked < Window)
            return;
        _acked -= Window;
        Window += _segmentSize;
    }

    /// <inheritdoc/>
    public void OnLoss(uint inFlight, long now)
    {
        Remember();
        SlowStartThreshold = Math.Max(inFlight / 2, 2 * _segmentSize);
        Window = SlowStartThreshold;
        _acked = 0;
    }

    /// <inheritdoc/>
    public void OnTimeout(uint inFlight, long now)
    {
        Remember();
        SlowStartThreshold = Math.Max(inFlight / 2, 2 * _segmentSize);
        Window = _segmentSize;
        _acked = 0;
    }

    /// <inheritdoc/>
    public void Undo()
    {
        Window = Math.Max(Window, _windowBeforeLoss);
        SlowStartThreshold = _thresholdBeforeLoss;
    }

    /// <inheritdoc/>
    public void OnIdle() => Window = Math.Min(Window, _initialWindow);

    private void Remember() => (_windowBeforeLoss, _thresholdBeforeLoss) = (Window, SlowStartThreshold);
}
