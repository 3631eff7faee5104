using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.InMemory;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>The in-memory pair.</summary>
internal sealed class MemoryRig : TransportRig
{
    public InMemoryTransport Memory { get; } = new();

    public override ITransport Transport => Memory;

    public override IRigPeer Connect() => new MemoryPeer(Memory.Connect());
}
