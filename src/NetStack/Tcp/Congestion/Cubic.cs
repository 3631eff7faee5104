namespace MtcpRedis.NetStack.Tcp.Congestion;

/// <summary>
/// CUBIC (RFC 9438): after a loss the window grows along a cubic curve through the window at which the loss happened, and never slower than Reno
/// would. Windows are kept in segments as doubles, as the RFC's formulas are; the seam speaks bytes.
/// </summary>
public sealed class Cubic : ICongestionControl
{
    private const double C = 0.4;
    private const double Beta = 0.7;
    private const double RenoAlpha = 3 * (1 - Beta) / (1 + Beta);

    private uint _segmentSize;
    private double _initialWindow;
    private double _window;
    private double _threshold;
    private double _windowMax;
    private double _epochWindow;
    private double _k;
    private double _renoWindow;
    private long _epochStart;
    private (double Window, double Threshold, double Max) _beforeLoss;

    /// <inheritdoc/>
    public uint Window => (uint)Math.Min(_window * _segmentSize, int.MaxValue);

    /// <inheritdoc/>
    public uint SlowStartThreshold => double.IsPositiveInfinity(_threshold) ? uint.MaxValue : (uint)(_threshold * _segmentSize);

    /// <inheritdoc/>
    public void Reset(uint segmentSize, uint initialSegments)
    {
        _segmentSize = segmentSize;
        _initialWindow = _window = initialSegments;
        _threshold = double.PositiveInfinity;
        _windowMax = 0;
        _epochStart = -1;
        _beforeLoss = (_window, _threshold, 0);
    }

    /// <inheritdoc/>
    public void SetSegmentSize(uint segmentSize) => _segmentSize = segmentSize;

    /// <inheritdoc/>
    public void OnAck(uint acked, long smoothedRtt, long now)
    {
        var segments = (double)acked / _segmentSize;
        if (_window < _threshold)
        {
            _window += Math.Min(segments, 2);
            return;
        }
        if (_epochStart < 0)
            StartEpoch(now);
        var t = (now - _epochStart + smoothedRtt) / 1e6;
        var target = C * Math.Pow(t - _k, 3) + _windowMax;
        target = Math.Clamp(target, _window, 1.5 * _window);
        _renoWindow += (_renoWindow >= _beforeLoss.Window ? 1 : RenoAlpha) * segments / _window;
        _window += (target - _window) / _window * segments;
        if (_renoWindow > _window)
            _window = _renoWindow;
    }

    /// <inheritdoc/>
    public void OnLoss(uint inFlight, long now)
    {
        _beforeLoss = (_window, _threshold, _windowMax);
        // Fast convergence (section 4.7): a flow that loses before its old maximum gives room to newcomers.
        _windowMax = _window < _windowMax ? _window * (1 + Beta) / 2 : _window;
        _threshold = Math.Max((double)inFlight / _segmentSize * Beta, 2);
        _window = _threshold;
        _epochStart = -1;
    }

    /// <inheritdoc/>
    public void OnTimeout(uint inFlight, long now)
    {
        OnLoss(inFlight, now);
        _window = 1;
    }

    /// <inheritdoc/>
    public void Undo()
    {
        _window = Math.Max(_window, _beforeLoss.Window);
        (_threshold, _windowMax) = (_beforeLoss.Threshold, _beforeLoss.Max);
        _epochStart = -1;
    }

    /// <inheritdoc/>
    public void OnIdle()
    {
        _window = Math.Min(_window, _initialWindow);
        _epochStart = -1;
    }

    private void StartEpoch(long now)
    {
        _epochStart = now;
        _epochWindow = _renoWindow = _window;
        if (_windowMax < _window)
            _windowMax = _window;
        _k = Math.Cbrt((_windowMax - _epochWindow) / C);
    }
}
