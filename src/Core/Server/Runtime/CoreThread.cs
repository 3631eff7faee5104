using System.Collections.Concurrent;
using Akka.Dispatch;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// The one thread of a core. It runs the mailboxes of the core's actors; when there is nothing to run it is the core actor's own poll
/// that waits, so a thread that sleeps does so in the transport and is woken through it.
/// </summary>
internal sealed class CoreThread : IDisposable
{
    private readonly ConcurrentQueue<IRunnable> _queue = new();
    private readonly SemaphoreSlim _idle = new(0);
    private readonly TaskCompletionSource<int> _started = new();
    private readonly Thread _thread;
    private readonly int? _processor;
    private readonly bool _isUrgent;
    private Action? _wake;
    private volatile bool _stopping;
    private volatile bool _parked;
    private int _idling;

    /// <summary>Makes the thread and starts it.</summary>
    /// <param name="name">Name for debuggers and <c>top -H</c>.</param>
    /// <param name="processor">Processor to pin the thread to; null: the scheduler decides.</param>
    /// <param name="isUrgent">Whether it goes before others that want its processor, where the system allows that.</param>
    /// <exception cref="Config.ConfigException">It cannot be pinned there.</exception>
    public CoreThread(string name, int? processor, bool isUrgent)
    {
        (_processor, _isUrgent) = (processor, isUrgent);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
        SystemId = _started.Task.GetAwaiter().GetResult();
    }

    /// <summary>The system's number of the thread.</summary>
    public int SystemId { get; }

    /// <summary>False if it was to be urgent and the system did not allow it.</summary>
    public bool IsAsUrgentAsWanted { get; private set; } = true;

    /// <summary>Called when a task arrives for a thread that waits in its poll; thread-safe and quick.</summary>
    public Action? Wake
    {
        set => _wake = value;
    }

    /// <summary>Whether the caller runs on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Whether a mailbox waits to be run.</summary>
    public bool HasWork => !_queue.IsEmpty;

    /// <summary>Queues a mailbox.</summary>
    public void Enqueue(IRunnable task)
    {
        _queue.Enqueue(task);
        if (IsCurrent)
            return;
        // The queue is filled before the flags are read, the thread sets a flag before it looks at the queue: one of both sees the other.
        Interlocked.MemoryBarrier();
        if (_parked)
            _wake?.Invoke();
        else if (Volatile.Read(ref _idling) != 0)
            _idle.Release();
    }

    /// <summary>Ends the thread's wait, if it waits in its poll; to be called after something was put where it looks before waiting.</summary>
    public void WakeIfParked()
    {
        if (IsCurrent)
            return;
        Interlocked.MemoryBarrier();
        if (_parked)
            _wake?.Invoke();
    }

    /// <summary>Announces that the caller, on this thread, is about to wait; false when there is work and it must not.</summary>
    public bool TryPark()
    {
        _parked = true;
        Interlocked.MemoryBarrier();
        if (_queue.IsEmpty)
            return true;
        _parked = false;
        return false;
    }

    /// <summary>The wait is over.</summary>
    public void Unpark() => _parked = false;

    /// <summary>Lets the thread end after what is queued; waits for it unless called on it.</summary>
    public void Dispose()
    {
        _stopping = true;
        _wake?.Invoke();
        _idle.Release();
        if (!IsCurrent)
            _thread.Join();
    }

    private void Run()
    {
        try
        {
            if (_processor is { } processor)
                ThreadAffinity.Pin(processor);
            IsAsUrgentAsWanted = !_isUrgent || ThreadUrgency.TryRaise();
            _started.SetResult(ThreadAffinity.CurrentThread());
        }
        catch (Config.ConfigException refused)
        {
            _started.SetException(refused);
            return;
        }
        while (true)
        {
            if (_queue.TryDequeue(out IRunnable? task))
            {
                task.Run();
                continue;
            }
            if (_stopping)
                return;
            // Only before the core's actor polls for the first time and after it stopped.
            Volatile.Write(ref _idling, 1);
            Interlocked.MemoryBarrier();
            if (_queue.IsEmpty && !_stopping)
                _idle.Wait();
            Volatile.Write(ref _idling, 0);
        }
    }
}
