namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>
/// Decides for how long arrivals are left to gather before they are looked at. Requests of many connections that trickle in one by one cost
/// a wait, a wake-up and a turn each; looked at a few at a time they share them. Network cards moderate their interrupts for the same reason.
/// </summary>
/// <remarks>
/// Only where it takes nothing from anybody: not for a few connections, whose next requests come when they have their replies, not at a low
/// rate, where a wait gathers nothing, and not under full load, where arrivals gather by themselves. Counts in windows of a millisecond.
/// </remarks>
internal struct GatherPolicy
{
    /// <summary>Arrivals that are worth a turn: as many are neither waited for any longer, nor waited for at all when they came by themselves.</summary>
    public const int Enough = 8;

    /// <summary>Arrivals that must be expected in the longest wait: for fewer it would cost each of them more than it saves.</summary>
    public const int Worthwhile = 3;

    /// <summary>
    /// So many times the arrivals expected in a wait must be active connections. With fewer, each would soon be waiting for its own reply, and the
    /// wait would lower the rate that it was meant for.
    /// </summary>
    public const int ActivePerExpected = 4;

    private const long WindowNanoseconds = 1_000_000;

    private readonly long _longest;
    private long _windowStart;
    private int _arrivals;
    private int _active;
    private long _wait;

    /// <summary>Makes a policy that has seen nothing.</summary>
    /// <param name="longestNanoseconds">Longest wait; 0: never.</param>
    public GatherPolicy(long longestNanoseconds) => _longest = longestNanoseconds;

    /// <summary>Number of the present window; a connection that was last seen in another one is told of as newly active.</summary>
    public uint Window { get; private set; }

    /// <summary>A connection became readable.</summary>
    /// <param name="isNewlyActive">Whether it is the first time in this window.</param>
    public void Arrived(bool isNewlyActive)
    {
        _arrivals++;
        _active += isNewlyActive ? 1 : 0;
    }

    /// <summary>How long to wait before looking at what has arrived, when there is nothing else to do.</summary>
    /// <param name="lastArrivals">Arrivals that the last look found.</param>
    /// <param name="now">A clock in nanoseconds.</param>
    /// <returns>Nanoseconds, 0 for not at all.</returns>
    public long Wait(int lastArrivals, long now)
    {
        long elapsed = now - _windowStart;
        if (elapsed >= WindowNanoseconds)
            Close(elapsed, now);
        return lastArrivals is > 0 and < Enough ? _wait : 0;
    }

    private void Close(long elapsed, long now)
    {
        long untilEnough = _arrivals == 0 ? long.MaxValue : elapsed * Enough / _arrivals;
        long wait = Math.Min(untilEnough, _longest);
        long expected = _arrivals * wait / elapsed;
        _wait = expected >= Worthwhile && _active >= expected * ActivePerExpected ? wait : 0;
        _windowStart = now;
        _arrivals = _active = 0;
        Window++;
    }
}
