using Microsoft.Win32.SafeHandles;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>
/// Lets other threads end a wait. The event descriptor is written only while the owner really waits, so that waking a busy core costs one interlocked
/// exchange and no system call.
/// </summary>
internal sealed unsafe class WakeSignal : IDisposable
{
    private readonly SafeFileHandle _handle;
    private int _pending;
    private int _waiting;

    public WakeSignal() => _handle = new SafeFileHandle(KernelError.Check(Libc.EventDescriptor(), "eventfd", ""), ownsHandle: true);

    private int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Has a set tell of the signal. Watched edge-triggered, the descriptor never needs to be read.</summary>
    /// <exception cref="TransportException">The system refused it.</exception>
    public void WatchBy(EpollSet set, ulong token) =>
        KernelError.Check(set.Add(Descriptor, EpollSet.In | EpollSet.EdgeTriggered, token), "epoll_ctl", "");

    /// <summary>Called by any thread.</summary>
    public void Set()
    {
        // Both sides write their own flag and then read the other's, with a full fence between: one of them sees the other.
        if (Interlocked.Exchange(ref _pending, 1) == 0 && Volatile.Read(ref _waiting) != 0)
        {
            Signal();
        }
    }

    /// <summary>Called by the owner before it waits; true when it need not.</summary>
    public bool BeginWait()
    {
        Interlocked.Exchange(ref _waiting, 1);
        return Volatile.Read(ref _pending) != 0;
    }

    /// <summary>Called by the owner after each poll; true when a signal was set since the last one.</summary>
    public bool EndWait()
    {
        Volatile.Write(ref _waiting, 0);
        return Volatile.Read(ref _pending) != 0 && Interlocked.Exchange(ref _pending, 0) != 0;
    }

    public void Dispose() => _handle.Dispose();

    private void Signal()
    {
        bool held = false;
        try
        {
            _handle.DangerousAddRef(ref held);
            ulong one = 1;
            _ = Libc.Write(Descriptor, &one, sizeof(ulong)); // can only fail with the counter full, and then the owner is awake
        }
        catch (ObjectDisposedException)
        {
            // The owner is gone: nobody waits any more.
        }
        finally
        {
            if (held)
            {
                _handle.DangerousRelease();
            }
        }
    }
}
