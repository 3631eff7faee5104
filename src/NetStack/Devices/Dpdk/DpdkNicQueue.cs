using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>One queue pair of a <see cref="DpdkPort"/> with a packet pool of its own. It belongs to one thread.</summary>
/// <remarks>
/// Packets that are freed here go into a small stash first, where the next ones to be sent come from: a request that is answered
/// needs one of each, and so no call into DPDK for either.
/// </remarks>
public sealed unsafe class DpdkNicQueue : INicQueue
{
    private const int StashSize = 256;
    private const int StashBatch = 64;

    private readonly int _port;
    private readonly int _queue;
    private readonly PacketBuffer* _stash;
    private nint _pool;
    private int _stashed;
    private int _registeredThread;
    private long _skipped;

    internal DpdkNicQueue(int port, int queue, nint pool, NicCapabilities capabilities)
    {
        (_port, _queue, _pool, Capabilities) = (port, queue, pool, capabilities);
        _stash = (PacketBuffer*)NativeMemory.Alloc(StashSize, (nuint)sizeof(PacketBuffer));
    }

    /// <inheritdoc/>
    public NicCapabilities Capabilities { get; }

    /// <summary>Number of the queue, from 0.</summary>
    public int Index => _queue;

    /// <summary>Packets in the pool that nobody holds: neither rings nor stack; a packet that is lost never comes back here.</summary>
    public int Available => DpdkNative.PoolAvailable(_pool) + _stashed;

    /// <summary>Received frames thrown away because they spanned several buffers.</summary>
    public long Skipped => _skipped;

    internal ReceiveSideScaling? Scaling { get; set; }

    /// <inheritdoc/>
    public int ReceiveBurst(Span<PacketBuffer> into)
    {
        RegisterThread();
        fixed (PacketBuffer* first = into)
        fixed (long* skipped = &_skipped)
            return DpdkNative.Receive(_port, _queue, first, into.Length, skipped);
    }

    /// <inheritdoc/>
    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets)
    {
        fixed (PacketBuffer* first = packets)
        {
            var sent = 0;
            while (sent < packets.Length)
            {
                var took = DpdkNative.Transmit(_port, _queue, first + sent, packets.Length - sent);
                sent += took;
                if (took == 0)
                    break;
            }
            return sent;
        }
    }

    /// <inheritdoc/>
    public bool TryAllocate(out PacketBuffer packet)
    {
        if (_stashed == 0 && !Refill())
        {
            packet = default;
            return false;
        }
        packet = _stash[--_stashed];
        packet.Offset = PacketPool.HeadRoom;
        packet.Length = 0;
        packet.Flags = PacketFlags.None;
        return true;
    }

    /// <inheritdoc/>
    public void Free(ReadOnlySpan<PacketBuffer> packets)
    {
        foreach (ref readonly var packet in packets)
        {
            Debug.Assert(packet.Owner != 0);
            if (_stashed == StashSize)
                ReturnBatch();
            _stash[_stashed++] = packet;
        }
    }

    /// <inheritdoc/>
    public bool Owns(in FlowKey flow) => Scaling is null || Scaling.QueueOf(flow) == _queue;

    internal void ReturnStash()
    {
        if (_stashed > 0)
            DpdkNative.Free(_stash, _stashed);
        _stashed = 0;
    }

    internal void FreePool()
    {
        DpdkNative.PoolFree(_pool);
        _pool = 0;
        NativeMemory.Free(_stash);
    }

    /// <summary>
    /// Not inlined, as everything else that calls native code only now and then: a method pays for such a call at each of its own, made or not.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReturnBatch()
    {
        _stashed -= StashBatch;
        DpdkNative.Free(_stash + _stashed, StashBatch);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Refill()
    {
        _stashed = DpdkNative.Allocate(_pool, _stash, StashBatch);
        // All or nothing: towards the end of the pool the last few come one at a time.
        if (_stashed == 0)
            _stashed = DpdkNative.Allocate(_pool, _stash, 1);
        return _stashed > 0;
    }

    /// <summary>Only threads that DPDK knows get a cache in front of the pool. It refuses one that it knows already, and beyond its limit of threads.</summary>
    private void RegisterThread()
    {
        if (_registeredThread == Environment.CurrentManagedThreadId)
            return;
        _registeredThread = Environment.CurrentManagedThreadId;
        _ = DpdkNative.RegisterThread();
    }
}
