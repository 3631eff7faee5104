using MtcpRedis.NetStack.Transport.Combined;
using MtcpRedis.NetStack.Transport.Kernel;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Our own stack's connections where kernel sockets stand beside them.</summary>
public sealed class CombinedContractTests : UserSpaceContractTests
{
    private protected override TransportRig CreateRig() =>
        new StackRig(stack => new CombinedTransport(stack, new KernelSocketTransport(null, 0), spinMicroseconds: -1));
}
