using System.Net.Sockets;

namespace MtcpRedis.NetStack.Tests.Transport;

public sealed class KernelIPv6ContractTests : ResettableContractTests
{
    private protected override TransportRig CreateRig() => new KernelRig(AddressFamily.InterNetworkV6);
}
