using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices;

/// <summary>
/// Two ports joined by a wire in memory: what one transmits, the other receives, in order and at once, without a copy. Both ends draw on
/// one packet pool, so a test that finds <see cref="PacketPool.Available"/> back at <see cref="PacketPool.Count"/> has lost no buffer.
/// </summary>
public sealed class InMemoryNicPair : IDisposable
{
    /// <summary>Makes a pair.</summary>
    /// <param name="mtu">MTU of both ports in bytes.</param>
    /// <param name="buffers">Packets in the common pool.</param>
    /// <param name="ringSize">Frames that may wait in each direction.</param>
    public InMemoryNicPair(int mtu = 1500, int buffers = 4096, int ringSize = 1024)
    {
        Pool = new PacketPool(buffers, mtu + 32);
        A = new InMemoryNicQueue(Pool, new NicCapabilities(new MacAddress(0x02_00_00_00_00_0A), mtu, BufferCount: buffers), ringSize);
        B = new InMemoryNicQueue(Pool, new NicCapabilities(new MacAddress(0x02_00_00_00_00_0B), mtu, BufferCount: buffers), ringSize);
        A.ConnectTo(B);
        B.ConnectTo(A);
    }

    /// <summary>One end.</summary>
    public InMemoryNicQueue A { get; }

    /// <summary>The other end.</summary>
    public InMemoryNicQueue B { get; }

    /// <summary>The packets of both.</summary>
    public PacketPool Pool { get; }

    /// <summary>Returns the packet memory; neither end may be used afterwards.</summary>
    public void Dispose() => Pool.Dispose();
}
