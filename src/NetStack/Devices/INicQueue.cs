using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices;

/// <summary>
/// One receive/transmit queue pair of a port, with the packet memory behind it: frames in bursts. It belongs to one thread. No member blocks
/// or allocates managed memory.
/// </summary>
public interface INicQueue
{
    /// <summary>Address, MTU and offloads of the port.</summary>
    NicCapabilities Capabilities { get; }

    /// <summary>Takes received frames; the caller owns each one returned.</summary>
    /// <param name="into">Room for the handles.</param>
    /// <returns>Number of frames, 0 if nothing has arrived.</returns>
    int ReceiveBurst(Span<PacketBuffer> into);

    /// <summary>Hands over frames from the front of the list for transmission.</summary>
    /// <param name="packets">Complete frames.</param>
    /// <returns>How many the port took; the caller keeps the rest.</returns>
    int TransmitBurst(ReadOnlySpan<PacketBuffer> packets);

    /// <summary>Takes an empty packet from the pool with head room before and the whole data room after its offset.</summary>
    /// <returns>False if the pool is exhausted.</returns>
    bool TryAllocate(out PacketBuffer packet);

    /// <summary>Returns packets to the pool.</summary>
    void Free(ReadOnlySpan<PacketBuffer> packets);

    /// <summary>True if the port delivers the flow's packets to this queue. An active open chooses its local port so that this holds.</summary>
    bool Owns(in FlowKey flow) => true;
}
