using System.Net.Sockets;

namespace MtcpRedis.NetStack.Tests.Transport;

public sealed class KernelUnixContractTests : TransportContractTests
{
    private protected override TransportRig CreateRig() => new KernelRig(AddressFamily.Unix);
}
