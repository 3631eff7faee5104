namespace MtcpRedis.NetStack.Transport.Combined;

/// <summary>
/// How a core that polls spends its time: busy is what passes in looks that found frames and in the owner's work after them. A gap is the time between
/// two looks at the queue, be it the owner's work or whatever kept the thread from running. Written by the core's thread, read by any.
/// </summary>
public sealed class PollMeter
{
    private const long LongGap = 1000;

    private long _last;
    private long _longestGap;
    private long _longGaps;
    private long _busyLooks;
    private long _idleLooks;
    private long _busyMicroseconds;
    private bool _isBusy;

    /// <summary>The longest gap in microseconds; intended sleep is not one.</summary>
    public long LongestGapMicroseconds => Volatile.Read(ref _longestGap);

    /// <summary>Gaps over a millisecond.</summary>
    public long LongGaps => Volatile.Read(ref _longGaps);

    /// <summary>Looks that found frames.</summary>
    public long BusyLooks => Volatile.Read(ref _busyLooks);

    /// <summary>Looks that found none.</summary>
    public long IdleLooks => Volatile.Read(ref _idleLooks);

    /// <summary>Time spent on frames and what they led to.</summary>
    public long BusyMicroseconds => Volatile.Read(ref _busyMicroseconds);

    /// <summary>Forgets gaps, as CONFIG RESETSTAT asks; the core's thread may count one more of the old ones.</summary>
    public void ResetGaps()
    {
        Volatile.Write(ref _longestGap, 0);
        Volatile.Write(ref _longGaps, 0);
    }

    /// <summary>A look at the queue begins.</summary>
    internal void Begin(long now)
    {
        var gap = now - _last;
        if (_isBusy)
            _busyMicroseconds += gap;
        if (_last != 0 && gap > _longestGap)
            _longestGap = gap;
        if (_last != 0 && gap > LongGap)
            _longGaps++;
        _last = now;
    }

    /// <summary>The look is over.</summary>
    internal void Found(int frames)
    {
        _isBusy = frames > 0;
        if (_isBusy)
            _busyLooks++;
        else
            _idleLooks++;
    }

    /// <summary>The core slept because it was told to when there is nothing to do.</summary>
    internal void Slept(long now) => _last = now;
}
