using MtcpRedis.NetStack.Devices;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>A port that can be told to take no more frames, as one does whose other end has gone.</summary>
internal sealed class StuckQueue(INicQueue inner) : INicQueue
{
    internal bool IsStuck { get; set; }

    public NicCapabilities Capabilities => inner.Capabilities;

    public int ReceiveBurst(Span<PacketBuffer> into) => inner.ReceiveBurst(into);

    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets) => IsStuck ? 0 : inner.TransmitBurst(packets);

    public bool TryAllocate(out PacketBuffer packet) => inner.TryAllocate(out packet);

    public void Free(ReadOnlySpan<PacketBuffer> packets) => inner.Free(packets);
}
