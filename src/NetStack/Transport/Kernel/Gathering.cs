using System.Diagnostics;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Lets arrivals gather, where <see cref="GatherPolicy"/> finds it worth the wait, before a core looks at its connections.</summary>
internal sealed class Gathering : IDisposable
{
    private readonly EpollSet _wake = new(1);
    private GatherPolicy _policy;
    private int _lastArrivals;
    private bool _isUnknown;

    /// <param name="wake">What ends a wait early.</param>
    /// <param name="longestMicroseconds">Longest wait, more than 0.</param>
    /// <exception cref="TransportException">The system refused a resource.</exception>
    public Gathering(WakeSignal wake, int longestMicroseconds)
    {
        _policy = new GatherPolicy(longestMicroseconds * 1000L);
        wake.WatchBy(_wake, token: 0);
    }

    /// <summary>Waits so far.</summary>
    public long Waits { get; private set; }

    /// <summary>The core has looked at what arrived; what follows is what it found.</summary>
    public void Looked() => _lastArrivals = 0;

    /// <summary>A connection became readable.</summary>
    public void Arrived(ref Slot slot)
    {
        _lastArrivals++;
        _policy.Arrived(isNewlyActive: slot.Window != _policy.Window);
        slot.Window = _policy.Window;
    }

    /// <summary>Waits if that is worth it, before the core waits for its connections; true when somebody woke it meanwhile.</summary>
    public bool Wait()
    {
        long wait = _isUnknown ? 0 : _policy.Wait(_lastArrivals, Stopwatch.GetTimestamp() * (1_000_000_000L / Stopwatch.Frequency));
        if (wait == 0)
        {
            return false;
        }

        if (Waits++ == 0)
        {
            _ = Libc.SetTimerSlack(1); // with the default a wait would be twice as long as asked for
        }

        try
        {
            int woken = _wake.TryWaitNanoseconds(wait);
            _isUnknown = woken < 0 && woken != -Errno.Interrupted;
            return woken > 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library before 2.35: as if the kernel did not know the call.
            _isUnknown = true;
            return false;
        }
    }

    public void Dispose() => _wake.Dispose();
}
