using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Bench.Transport;

/// <summary>A queue on a bad wire: of the frames in either direction a share vanishes, as a seeded generator decides.</summary>
/// <param name="inner">The queue.</param>
/// <param name="loss">Probability per frame, 0 to 1.</param>
/// <param name="seed">Makes the choice repeatable.</param>
internal sealed class LossyQueue(INicQueue inner, double loss, int seed) : INicQueue
{
    private readonly FaultInjector _outbound = new(inner, new FaultOptions(Loss: loss), seed);
    private readonly Random _random = new(seed + 1);

    /// <inheritdoc/>
    public NicCapabilities Capabilities => inner.Capabilities;

    /// <summary>Frames that vanished, both directions together.</summary>
    public long Lost => _outbound.Lost + LostInbound;

    /// <summary>Frames that vanished on the way in.</summary>
    public long LostInbound { get; private set; }

    /// <inheritdoc/>
    public int ReceiveBurst(Span<PacketBuffer> into)
    {
        // What found the port's ring full is still with the injector.
        _outbound.Advance(0);
        var count = inner.ReceiveBurst(into);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (_random.NextDouble() < loss)
            {
                inner.Free(into.Slice(i, 1));
                LostInbound++;
            }
            else
            {
                into[kept++] = into[i];
            }
        }

        return kept;
    }

    /// <inheritdoc/>
    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets) => _outbound.TransmitBurst(packets);

    /// <inheritdoc/>
    public bool TryAllocate(out PacketBuffer packet) => inner.TryAllocate(out packet);

    /// <inheritdoc/>
    public void Free(ReadOnlySpan<PacketBuffer> packets) => inner.Free(packets);

    /// <inheritdoc/>
    public bool Owns(in FlowKey flow) => inner.Owns(flow);
}
