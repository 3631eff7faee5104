namespace MtcpRedis.NetStack.Tests.Transport;

public sealed class InMemoryContractTests : ResettableContractTests
{
    private protected override TransportRig CreateRig() => new MemoryRig();
}
