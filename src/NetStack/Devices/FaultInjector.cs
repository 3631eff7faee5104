using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices;

/// <summary>
/// A wrapper around a queue that makes the wire behind it a bad one: frames sent through it are lost, doubled, damaged, delayed or reordered as a
/// seeded generator decides, so that a run can be repeated exactly. Receiving is passed through; wrap both ends for both directions.
/// </summary>
/// <remarks>It has no clock: <see cref="Advance"/> says what time it is and lets go of the frames that have arrived by then.</remarks>
public sealed class FaultInjector : INicQueue
{
    private readonly INicQueue _inner;
    private readonly FaultOptions _options;
    private readonly Random _random;
    private readonly PriorityQueue<PacketBuffer, (long Due, long Order)> _inFlight = new();
    private long _now;
    private long _order;

    /// <summary>Wraps a queue.</summary>
    /// <param name="inner">The queue that transmits what survives.</param>
    /// <param name="options">Kinds and rates of faults.</param>
    /// <param name="seed">Makes the run repeatable.</param>
    public FaultInjector(INicQueue inner, FaultOptions options, int seed)
    {
        _inner = inner;
        _options = options;
        _random = new Random(seed);
    }

    /// <inheritdoc/>
    public NicCapabilities Capabilities => _inner.Capabilities;

    /// <summary>Frames that vanished.</summary>
    public long Lost { get; private set; }

    /// <summary>Frames that were sent twice.</summary>
    public long Duplicated { get; private set; }

    /// <summary>Frames that were damaged.</summary>
    public long Corrupted { get; private set; }

    /// <summary>When the next frame in flight arrives, <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextDeadline => _inFlight.TryPeek(out _, out var at) ? at.Due : long.MaxValue;

    /// <inheritdoc/>
    public int ReceiveBurst(Span<PacketBuffer> into) => _inner.ReceiveBurst(into);

    /// <inheritdoc/>
    public bool TryAllocate(out PacketBuffer packet) => _inner.TryAllocate(out packet);

    /// <inheritdoc/>
    public void Free(ReadOnlySpan<PacketBuffer> packets) => _inner.Free(packets);

    /// <inheritdoc/>
    public bool Owns(in FlowKey flow) => _inner.Owns(flow);

    /// <inheritdoc/>
    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets)
    {
        foreach (var packet in packets)
            Launch(packet);
        Advance(_now);
        return packets.Length;
    }

    /// <summary>Sets the time and delivers the frames that are due.</summary>
    /// <param name="now">Microseconds, never going back.</param>
    public void Advance(long now)
    {
        _now = now;
        while (_inFlight.TryPeek(out var packet, out var at) && at.Due <= now)
        {
            if (_inner.TransmitBurst(new ReadOnlySpan<PacketBuffer>(in packet)) == 0)
                return;
            _inFlight.Dequeue();
        }
    }

    /// <summary>Throws away the frames in flight, at the end of a test.</summary>
    public void Drain()
    {
        while (_inFlight.TryDequeue(out var packet, out _))
            _inner.Free(new ReadOnlySpan<PacketBuffer>(in packet));
    }

    private void Launch(PacketBuffer packet)
    {
        if (_random.NextDouble() < _options.Loss || _inFlight.Count >= _options.QueueLength)
        {
            Lost++;
            _inner.Free(new ReadOnlySpan<PacketBuffer>(in packet));
            return;
        }
        if (_random.NextDouble() < _options.Duplication && _inner.TryAllocate(out var copy))
        {
            Duplicated++;
            copy.Length = packet.Length;
            packet.Bytes.CopyTo(copy.Bytes);
            Schedule(copy);
        }
        if (_random.NextDouble() < _options.Corruption)
            Damage(packet.Bytes);
        Schedule(packet);
    }

    private void Damage(Span<byte> frame)
    {
        Corrupted++;
        // Within one byte, so that the Internet checksum is certain to notice: several flips far apart can cancel out in it.
        frame[_random.Next(12, frame.Length)] ^= (byte)_random.Next(1, 256);
    }

    private void Schedule(PacketBuffer packet)
    {
        var due = _now + _options.DelayMicroseconds + _random.Next(_options.JitterMicroseconds + 1);
        if (_random.NextDouble() < _options.Reorder)
            due += _random.Next(_options.ReorderMicroseconds + 1);
        _inFlight.Enqueue(packet, (due, _order++));
    }
}
