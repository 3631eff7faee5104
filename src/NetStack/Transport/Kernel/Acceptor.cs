namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Takes connections off the listeners of one core, in bursts, and survives running out of descriptors.</summary>
internal sealed unsafe class Acceptor : IDisposable
{
    private const ulong ListenerToken = 1UL << 63;
    private const int Drained = -1;
    private const int Skip = -2;

    // How long a paused acceptor waits for a descriptor to become free, in milliseconds.
    private const int RetryInterval = 100;

    private readonly EpollSet _epoll;
    private Listener[] _listeners = [];
    private int _reserve;
    private bool _paused;

    public Acceptor(EpollSet epoll)
    {
        _epoll = epoll;
        _reserve = OpenReserve();
    }

    /// <summary>Connections that were lost before they got a slot.</summary>
    public long Errors { get; private set; }

    /// <summary>Counts a connection that was lost after the accept.</summary>
    public void CountError() => Errors++;

    /// <summary>Lets go of the listeners watched so far and watches others.</summary>
    public void Watch(IEnumerable<Listener> listeners)
    {
        if (!_paused)
        {
            UnwatchAll();
        }

        _listeners = [.. listeners];
        _paused = false;
        WatchAll();
    }

    public static bool IsListener(ulong token) => (token & ListenerToken) != 0;

    public Listener ListenerOf(ulong token)
    {
        uint index = (uint)token;
        return index < (uint)_listeners.Length ? _listeners[index] : new Listener(-1, IsUnix: false);
    }

    /// <summary>
    /// Accepts one connection: its descriptor, or a negative number when the burst ends. Connections that die in the queue are passed over, but
    /// each uses up one of <paramref name="budget"/>.
    /// </summary>
    public int Next(in Listener listener, ref int budget)
    {
        while (listener.Descriptor >= 0 && budget-- > 0)
        {
            int result = Accept(listener.Descriptor);
            if (result != Skip)
            {
                return result;
            }
        }

        return Drained;
    }

    /// <summary>While paused: tries to go on, and shortens the wait so that it is tried again.</summary>
    public int Resume(int timeoutMilliseconds)
    {
        if (!_paused)
        {
            return timeoutMilliseconds;
        }

        if (_reserve < 0)
        {
            _reserve = OpenReserve();
        }

        if (_reserve < 0)
        {
            return timeoutMilliseconds < 0 ? RetryInterval : Math.Min(timeoutMilliseconds, RetryInterval);
        }

        _paused = false;
        WatchAll();
        return timeoutMilliseconds;
    }

    public void Dispose()
    {
        if (_reserve >= 0)
        {
            _ = Libc.Close(_reserve);
            _reserve = -1;
        }
    }

    private int Accept(int listener)
    {
        int result = Libc.Accept(listener, SocketConstants.TypeNonBlocking | SocketConstants.TypeCloseOnExec);
        switch (result)
        {
            case >= 0:
                return result;
            case -Errno.Again:
            case -Errno.InvalidArgument: // shut down: other listeners are about to take its place
                return Drained;
            case -Errno.Interrupted:
                return Skip;
            case -Errno.ProcessFileLimit or -Errno.SystemFileLimit:
                return Refuse(listener);
            case -Errno.OutOfMemory or -Errno.NoBufferSpace:
                Errors++;
                Pause();
                return Drained;
            default:
                // The connection failed while it was in the queue (accept(2): ECONNABORTED, EPERM and pending network errors); the next may be sound.
                Errors++;
                return Skip;
        }
    }

    // No descriptor is left. Without the reserve the connection would stay in the queue and the poll would spin on it.
    private int Refuse(int listener)
    {
        Errors++;
        if (_reserve >= 0)
        {
            _ = Libc.Close(_reserve);
            int victim = Libc.Accept(listener, SocketConstants.TypeCloseOnExec);
            if (victim >= 0)
            {
                _ = Libc.Close(victim);
            }

            _reserve = OpenReserve();
        }

        if (_reserve >= 0)
        {
            return Skip;
        }

        Pause(); // another thread of the process took the reserved number
        return Drained;
    }

    private void Pause()
    {
        UnwatchAll();
        _paused = true;
    }

    private void WatchAll()
    {
        for (int i = 0; i < _listeners.Length; i++)
        {
            // Level-triggered: what a bounded burst leaves in the queue is reported again.
            uint interest = EpollSet.In | (_listeners[i].IsUnix ? EpollSet.Exclusive : 0);
            KernelError.Check(_epoll.Add(_listeners[i].Descriptor, interest, ListenerToken | (uint)i), "epoll_ctl", "");
        }
    }

    private void UnwatchAll()
    {
        foreach (Listener listener in _listeners)
        {
            _ = _epoll.Remove(listener.Descriptor); // fails only when the owner has closed it already
        }
    }

    private static int OpenReserve()
    {
        fixed (byte* path = "/dev/null\0"u8)
        {
            return Libc.Open(path);
        }
    }
}
