using System.Collections.Immutable;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Makes segments ready ahead of the arenas that grow. The first write to a page costs whoever writes a fault, and on a virtual machine at times
/// milliseconds, until the host has found memory for it; a core that serves clients is not to wait for that, so a thread of this class does.
/// </summary>
public sealed class SegmentSupply : IDisposable
{
    // Never disposed: an arena may be about to set it whenever the supply ends.
    private readonly AutoResetEvent _wake = new(false);
    private readonly Func<long> _clock;
    private readonly Thread? _thread;
    private ImmutableArray<SegmentReserve> _reserves = [];
    private volatile bool _stopped;

    /// <summary>Makes a supply without a thread: <see cref="Tend"/> does its work.</summary>
    /// <param name="clock">Milliseconds that have passed since any moment.</param>
    internal SegmentSupply(Func<long> clock) => _clock = clock;

    private SegmentSupply()
        : this(() => Environment.TickCount64)
    {
        _thread = new Thread(Run) { Name = "memory", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Bytes that are ready for all arenas.</summary>
    public long ReadyBytes
    {
        get
        {
            long sum = 0;
            foreach (SegmentReserve reserve in _reserves)
            {
                sum += reserve.ReadyBytes;
            }

            return sum;
        }
    }

    /// <summary>Makes a supply and starts its thread.</summary>
    public static SegmentSupply Start() => new();

    /// <summary>Ends the thread. Arenas may go on and map for themselves; what is ready stays theirs.</summary>
    public void Dispose()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _wake.Set();
        _thread?.Join();
    }

    /// <summary>Milliseconds by the supply's clock.</summary>
    internal long Now => _clock();

    /// <summary>A reserve for one arena, which disposes it.</summary>
    internal SegmentReserve Reserve()
    {
        var reserve = new SegmentReserve(this);
        ImmutableInterlocked.Update(ref _reserves, (all, added) => all.Add(added), reserve);
        return reserve;
    }

    /// <summary>Fills a reserve no longer.</summary>
    internal void Forget(SegmentReserve reserve) => ImmutableInterlocked.Update(ref _reserves, (all, gone) => all.Remove(gone), reserve);

    /// <summary>Something is wanted. Once per segment, so its cost does not matter.</summary>
    internal void Wake()
    {
        if (_thread is not null && !_stopped)
        {
            _wake.Set();
        }
    }

    /// <summary>Makes ready what is wanted, in turns between the arenas, and returns what is wanted no longer.</summary>
    /// <returns>Whether something is ready, and will have to be returned one day.</returns>
    internal bool Tend()
    {
        bool filled;
        do
        {
            filled = false;
            foreach (SegmentReserve reserve in _reserves)
            {
                filled |= !_stopped && reserve.FillOne();
            }
        }
        while (filled);
        bool holds = false;
        foreach (SegmentReserve reserve in _reserves)
        {
            holds |= reserve.DropUnwanted();
        }

        return holds;
    }

    private void Run()
    {
        while (!_stopped)
        {
            _wake.WaitOne(Tend() ? SegmentReserve.LingerMilliseconds : Timeout.Infinite);
        }
    }
}
