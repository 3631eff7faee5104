using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Devices.Handover;

/// <summary>
/// The way of frames between the queues of one port. Ports spread flows as their hash or the kernel's will has it: what a queue cannot use it passes on
/// to the next, and what concerns all (address resolution, ICMP errors, fragments) it copies to all.
/// </summary>
/// <remarks>Each queue calls with its own number, from its own thread. Nothing blocks: a full ring loses the frame, as a full queue would.</remarks>
public sealed class QueueHandover : IDisposable
{
    private const int ArrivalStride = 16;

    private readonly HandoverRing?[] _rings;
    private readonly long[] _arrivals;
    private readonly int _frameCapacity;

    /// <summary>Makes the ways; their memory is taken when first used.</summary>
    /// <param name="queues">Queues of the port, 2 or more to be of use.</param>
    /// <param name="frameCapacity">Longest frame in bytes.</param>
    public QueueHandover(int queues, int frameCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(queues, 1);
        (Queues, _frameCapacity) = (queues, frameCapacity);
        _rings = new HandoverRing?[queues * queues];
        // One counter per cache line and a half, so that a queue that looks at its own does not meet another's.
        _arrivals = new long[(queues + 1) * ArrivalStride];
    }

    /// <summary>Queues that take part.</summary>
    public int Queues { get; }

    /// <summary>Gives back the memory. No queue may call any more.</summary>
    public void Dispose()
    {
        foreach (var ring in _rings)
            ring?.Dispose();
    }

    /// <summary>Copies a frame for another queue; false if there is no room.</summary>
    internal bool TryPut(int from, int to, ReadOnlySpan<byte> frame, int hops)
    {
        ref var ring = ref _rings[from * Queues + to];
        if (ring is null)
            Volatile.Write(ref ring, new HandoverRing(_frameCapacity));
        if (!ring.TryPut(frame, hops))
            return false;
        Interlocked.Increment(ref Arrivals(to));
        return true;
    }

    /// <summary>Frames ever put for a queue; one that has taken as many need not look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Arrived(int queue) => Volatile.Read(ref Arrivals(queue));

    /// <summary>The ring from one queue to another; null while nothing was ever put there.</summary>
    internal HandoverRing? Ring(int from, int to) => Volatile.Read(ref _rings[from * Queues + to]);

    private ref long Arrivals(int queue) => ref _arrivals[(queue + 1) * ArrivalStride];
}
