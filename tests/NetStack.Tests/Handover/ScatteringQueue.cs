using MtcpRedis.NetStack.Devices;

namespace MtcpRedis.NetStack.Tests.Handover;

/// <summary>A peer's port whose frames arrive on a random queue of the other side, whatever flow they belong to.</summary>
internal sealed class ScatteringQueue(INicQueue[] ways, int seed) : INicQueue
{
    private readonly Random _random = new(seed);

    public NicCapabilities Capabilities => ways[0].Capabilities;

    /// <summary>Where the next frames go; -1: anywhere.</summary>
    internal int Forced { get; set; } = -1;

    public int ReceiveBurst(Span<PacketBuffer> into)
    {
        var count = 0;
        foreach (var way in ways)
        {
            while (count < into.Length && way.ReceiveBurst(into.Slice(count, 1)) == 1)
            {
                var copy = Copy(into[count], ways[0]);
                way.Free(into.Slice(count, 1));
                into[count++] = copy;
            }
        }
        return count;
    }

    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets)
    {
        foreach (ref readonly var packet in packets)
        {
            var way = ways[Forced >= 0 ? Forced : _random.Next(ways.Length)];
            var copy = Copy(packet, way);
            ways[0].Free(new ReadOnlySpan<PacketBuffer>(in packet));
            if (way.TransmitBurst(new ReadOnlySpan<PacketBuffer>(in copy)) == 0)
                way.Free(new ReadOnlySpan<PacketBuffer>(in copy));
        }
        return packets.Length;
    }

    public bool TryAllocate(out PacketBuffer packet) => ways[0].TryAllocate(out packet);

    public void Free(ReadOnlySpan<PacketBuffer> packets) => ways[0].Free(packets);

    private static PacketBuffer Copy(in PacketBuffer packet, INicQueue into)
    {
        if (!into.TryAllocate(out var copy))
            throw new InvalidOperationException("the test's pool is empty");
        copy.Length = packet.Length;
        packet.Bytes.CopyTo(copy.Bytes);
        return copy;
    }
}
