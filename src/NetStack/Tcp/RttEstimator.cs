namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// Smoothed round-trip time and the retransmission timeout that follows from it (RFC 6298). Microseconds, kept in 32 bits: a sample is cut off at
/// a quarter of an hour.
/// </summary>
internal struct RttEstimator
{
    private const int LongestSample = 900_000_000;
    private int _smoothed;
    private int _variation;
    private int _base;
    private int _minimum;
    private int _maximum;

    /// <summary>SRTT, 0 before the first sample.</summary>
    internal readonly long Smoothed => _smoothed;

    /// <summary>RTTVAR.</summary>
    internal readonly long Variation => _variation;

    /// <summary>Doublings of the timeout since the last sample.</summary>
    internal int Backoff { get; private set; }

    /// <summary>RTO with the doublings applied.</summary>
    internal readonly long Timeout => Math.Min((long)_base << Math.Min(Backoff, 20), _maximum);

    internal void Reset(TcpStackOptions options)
    {
        _minimum = (int)Math.Min(options.MinRetransmitTimeout, int.MaxValue);
        _maximum = (int)Math.Min(options.MaxRetransmitTimeout, int.MaxValue);
        _base = (int)Math.Min(options.InitialRetransmitTimeout, int.MaxValue);
        (_smoothed, _variation, Backoff) = (0, 0, 0);
    }

    internal void Sample(long rtt)
    {
        var sample = (int)Math.Clamp(rtt, 1, LongestSample);
        Backoff = 0;
        if (_smoothed == 0)
        {
            _smoothed = sample;
            _variation = sample / 2;
        }
        else
        {
            _variation += (Math.Abs(_smoothed - sample) - _variation) / 4;
            _smoothed = Math.Max(_smoothed + (sample - _smoothed) / 8, 1);
        }
        _base = (int)Math.Max(_smoothed + Math.Max(4L * _variation, 1000), _minimum);
    }

    internal void BackOff() => Backoff++;

    /// <summary>The doublings counted window probes, and the window is open again.</summary>
    internal void ClearBackoff() => Backoff = 0;

    /// <summary>The timer fired for the SYN: data starts with the more careful value of RFC 6298 section 5.7.</summary>
    internal void RestartAfterLostSyn()
    {
        Backoff = 0;
        if (_smoothed == 0)
            _base = (int)Math.Min(3L * _base, int.MaxValue);
    }
}
