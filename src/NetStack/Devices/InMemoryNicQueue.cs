namespace MtcpRedis.NetStack.Devices;

/// <summary>One end of an <see cref="InMemoryNicPair"/>.</summary>
public sealed class InMemoryNicQueue : INicQueue
{
    private readonly PacketPool _pool;
    private readonly PacketBuffer[] _arrived;
    private InMemoryNicQueue? _peer;
    private int _head;
    private int _count;

    internal InMemoryNicQueue(PacketPool pool, NicCapabilities capabilities, int ringSize)
    {
        _pool = pool;
        _arrived = new PacketBuffer[ringSize];
        Capabilities = capabilities;
    }

    /// <inheritdoc/>
    public NicCapabilities Capabilities { get; }

    /// <summary>Frames waiting to be received here.</summary>
    public int Waiting => _count;

    internal void ConnectTo(InMemoryNicQueue peer) => _peer = peer;

    /// <inheritdoc/>
    public int ReceiveBurst(Span<PacketBuffer> into)
    {
        var n = Math.Min(into.Length, _count);
        for (var i = 0; i < n; i++)
        {
            into[i] = _arrived[_head].Take();
            _head = _head + 1 == _arrived.Length ? 0 : _head + 1;
        }
        _count -= n;
        return n;
    }

    /// <inheritdoc/>
    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets) => _peer!.Deliver(packets);

    /// <inheritdoc/>
    public bool TryAllocate(out PacketBuffer packet) => _pool.TryAllocate(out packet);

    /// <inheritdoc/>
    public void Free(ReadOnlySpan<PacketBuffer> packets) => _pool.Free(packets);

    private int Deliver(ReadOnlySpan<PacketBuffer> packets)
    {
        var n = Math.Min(packets.Length, _arrived.Length - _count);
        for (var i = 0; i < n; i++)
        {
            var tail = _head + _count++;
            ref var slot = ref _arrived[tail >= _arrived.Length ? tail - _arrived.Length : tail];
            slot = packets[i];
            slot.Flags = PacketFlags.None;
        }
        return n;
    }
}
