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
    private readonly FaultLine _line;
    private long _now;

    /// <summary>Wraps a queue.</summary>
    /// <param name="inner">The queue that transmits what survives.</param>
    /// <param name="options">Kinds and rates of faults.</param>
    /// <param name="seed">Makes the run repeatable.</param>
    public FaultInjector(INicQueue inner, FaultOptions options, int seed) => (_inner, _line) = (inner, new FaultLine(inner, options, seed));

    /// <inheritdoc/>
    public NicCapabilities Capabilities => _inner.Capabilities;

    /// <summary>Frames that vanished.</summary>
    public long Lost => _line.Lost;

    /// <summary>Frames that were sent twice.</summary>
    public long Duplicated => _line.Duplicated;

    /// <summary>Frames that were damaged.</summary>
    public long Corrupted => _line.Corrupted;

    /// <summary>When the next frame in flight arrives, <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextDeadline => _line.NextDeadline;

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
            _line.Launch(packet, _now);
        Advance(_now);
        return packets.Length;
    }

    /// <summary>Sets the time and delivers the frames that are due.</summary>
    /// <param name="now">Microseconds, never going back.</param>
    public void Advance(long now)
    {
        _now = now;
        while (_line.TryPeek(now, out var packet) && _inner.TransmitBurst(new ReadOnlySpan<PacketBuffer>(in packet)) > 0)
            _line.Take();
    }

    /// <summary>Throws away the frames in flight, at the end of a test.</summary>
    public void Drain() => _line.Drain();
}
