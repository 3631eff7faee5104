namespace MtcpRedis.NetStack.Tests.Transport;

public sealed class KernelContractTests : ResettableContractTests
{
    private protected override TransportRig CreateRig() => new KernelRig();
}
