using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices;

/// <summary>
/// A queue on a wire that is bad both ways, for a running node: what is received and what is sent suffers as <see cref="FaultOptions"/> says. It is for
/// tests; each frame is moved by itself.
/// </summary>
/// <remarks>Unlike <see cref="FaultInjector"/>, which tests drive in virtual time, it reads a clock whenever it is called.</remarks>
public sealed class FaultyQueue : INicQueue
{
    private const int Burst = 32;

    private readonly INicQueue _inner;
    private readonly Func<long> _clock;
    private readonly FaultLine _inbound;
    private readonly FaultLine _outbound;
    private readonly PacketBuffer[] _received = new PacketBuffer[Burst];

    /// <summary>Wraps a queue.</summary>
    /// <param name="inner">The queue; stays the caller's.</param>
    /// <param name="options">Kinds and rates of faults, of each direction.</param>
    /// <param name="seed">Makes the decisions repeatable; when frames come is up to the wire.</param>
    /// <param name="clock">Gives the time in microseconds, never going back.</param>
    public FaultyQueue(INicQueue inner, FaultOptions options, int seed, Func<long> clock)
    {
        (_inner, _clock) = (inner, clock);
        (_inbound, _outbound) = (new FaultLine(inner, options, seed), new FaultLine(inner, options, ~seed));
    }

    /// <inheritdoc/>
    public NicCapabilities Capabilities => _inner.Capabilities;

    /// <summary>Frames that vanished, both ways together.</summary>
    public long Lost => _inbound.Lost + _outbound.Lost;

    /// <inheritdoc/>
    public int ReceiveBurst(Span<PacketBuffer> into)
    {
        var now = _clock();
        Send(now);
        int count;
        do
        {
            count = _inner.ReceiveBurst(_received);
            foreach (var packet in _received.AsSpan(0, count))
                _inbound.Launch(packet, now);
        }
        while (count == Burst);
        var arrived = 0;
        while (arrived < into.Length && _inbound.TryPeek(now, out _))
            into[arrived++] = _inbound.Take();
        return arrived;
    }

    /// <inheritdoc/>
    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets)
    {
        var now = _clock();
        foreach (var packet in packets)
            _outbound.Launch(packet, now);
        Send(now);
        return packets.Length;
    }

    /// <inheritdoc/>
    public bool TryAllocate(out PacketBuffer packet) => _inner.TryAllocate(out packet);

    /// <inheritdoc/>
    public void Free(ReadOnlySpan<PacketBuffer> packets) => _inner.Free(packets);

    /// <inheritdoc/>
    public bool Owns(in FlowKey flow) => _inner.Owns(flow);

    /// <summary>Gives the frames in flight back to the pool, before the queue ends.</summary>
    public void Drain()
    {
        _inbound.Drain();
        _outbound.Drain();
    }

    private void Send(long now)
    {
        while (_outbound.TryPeek(now, out var packet) && _inner.TransmitBurst(new ReadOnlySpan<PacketBuffer>(in packet)) > 0)
            _outbound.Take();
    }
}
