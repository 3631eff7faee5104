namespace MtcpRedis.NetStack.Devices;

/// <summary>One direction of a bad wire: frames are lost, doubled, damaged, delayed or reordered as a seeded generator decides.</summary>
internal sealed class FaultLine
{
    private readonly INicQueue _pool;
    private readonly FaultOptions _options;
    private readonly Random _random;
    private readonly PriorityQueue<PacketBuffer, (long Due, long Order)> _inFlight = new();
    private long _order;

    /// <param name="pool">Where packets come from and go back to.</param>
    /// <param name="options">Kinds and rates of faults.</param>
    /// <param name="seed">Makes the run repeatable.</param>
    internal FaultLine(INicQueue pool, FaultOptions options, int seed) => (_pool, _options, _random) = (pool, options, new Random(seed));

    internal long Lost { get; private set; }

    internal long Duplicated { get; private set; }

    internal long Corrupted { get; private set; }

    /// <summary>When the next frame arrives, <see cref="long.MaxValue"/> if none is in flight.</summary>
    internal long NextDeadline => _inFlight.TryPeek(out _, out var at) ? at.Due : long.MaxValue;

    /// <summary>Takes a frame that begins to travel.</summary>
    internal void Launch(PacketBuffer packet, long now)
    {
        if (_random.NextDouble() < _options.Loss || _inFlight.Count >= _options.QueueLength)
        {
            Lost++;
            Free(packet);
            return;
        }
        if (_random.NextDouble() < _options.Duplication && _pool.TryAllocate(out var copy))
        {
            Duplicated++;
            copy.Length = packet.Length;
            packet.Bytes.CopyTo(copy.Bytes);
            copy.Flags = packet.Flags;
            (copy.LinkHeaderLength, copy.NetworkHeaderLength) = (packet.LinkHeaderLength, packet.NetworkHeaderLength);
            Schedule(copy, now);
        }
        if (_random.NextDouble() < _options.Corruption)
            Damage(packet.Bytes);
        Schedule(packet, now);
    }

    /// <summary>The frame that has arrived first, which stays here until <see cref="Take"/>.</summary>
    internal bool TryPeek(long now, out PacketBuffer packet) => _inFlight.TryPeek(out packet, out var at) && at.Due <= now;

    /// <summary>Takes the frame that <see cref="TryPeek"/> showed.</summary>
    internal PacketBuffer Take() => _inFlight.Dequeue();

    /// <summary>Throws away the frames in flight.</summary>
    internal void Drain()
    {
        while (_inFlight.TryDequeue(out var packet, out _))
            Free(packet);
    }

    private void Free(PacketBuffer packet) => _pool.Free(new ReadOnlySpan<PacketBuffer>(in packet));

    private void Damage(Span<byte> frame)
    {
        Corrupted++;
        // Within one byte, so that the Internet checksum is certain to notice: several flips far apart can cancel out in it.
        frame[_random.Next(12, frame.Length)] ^= (byte)_random.Next(1, 256);
    }

    private void Schedule(PacketBuffer packet, long now)
    {
        var due = now + _options.DelayMicroseconds + _random.Next(_options.JitterMicroseconds + 1);
        if (_random.NextDouble() < _options.Reorder)
            due += _random.Next(_options.ReorderMicroseconds + 1);
        _inFlight.Enqueue(packet, (due, _order++));
    }
}
