namespace MtcpRedis.NetStack.Tcp;

/// <summary>Smoothed round-trip time and the retransmission timeout that follows from it (RFC 6298). Microseconds.</summary>
internal struct RttEstimator
{
    private long _minimum;
    private long _maximum;
    private long _base;

    /// <summary>SRTT, 0 before the first sample.</summary>
    internal long Smoothed { get; private set; }

    /// <summary>RTTVAR.</summary>
    internal long Variation { get; private set; }

    /// <summary>Smallest sample seen, <see cref="long.MaxValue"/> before the first.</summary>
    internal long Smallest { get; private set; }

    /// <summary>Doublings of the timeout since the last sample.</summary>
    internal int Backoff { get; private set; }

    /// <summary>RTO with the doublings applied.</summary>
    internal readonly long Timeout => Math.Min(_base << Math.Min(Backoff, 20), _maximum);

    internal void Reset(TcpStackOptions options)
    {
        (_minimum, _maximum, _base) = (options.MinRetransmitTimeout, options.MaxRetransmitTimeout, options.InitialRetransmitTimeout);
        (Smoothed, Variation, Smallest, Backoff) = (0, 0, long.MaxValue, 0);
    }

    internal void Sample(long rtt)
    {
        rtt = Math.Max(rtt, 1);
        Smallest = Math.Min(Smallest, rtt);
        Backoff = 0;
        if (Smoothed == 0)
        {
            Smoothed = rtt;
            Variation = rtt / 2;
        }
        else
        {
            Variation += (Math.Abs(Smoothed - rtt) - Variation) / 4;
            Smoothed += (rtt - Smoothed) / 8;
            Smoothed = Math.Max(Smoothed, 1);
        }
        _base = Math.Max(Smoothed + Math.Max(4 * Variation, 1000), _minimum);
    }

    internal void BackOff() => Backoff++;

    /// <summary>The peer has acknowledged something new.</summary>
    internal void ClearBackoff() => Backoff = 0;

    /// <summary>The timer fired for the SYN: data starts with the more careful value of RFC 6298 section 5.7.</summary>
    internal void RestartAfterLostSyn()
    {
        Backoff = 0;
        if (Smoothed == 0)
            _base *= 3;
    }
}
