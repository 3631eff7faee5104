using MtcpRedis.Conformance.Scenarios;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using Xunit;

namespace MtcpRedis.Network.Streams;

/// <summary>The fault of the original, over the carrier that it had: 1,000 clients, all the data.</summary>
public sealed class ManyClientsTests
{
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    public async Task ThousandConnections_ValuesUpToAMebibyte_ReadBackByteForByte(LinkKind kind)
    {
        using var lab = new Lab(kind);
        var baseline = new Baseline(lab.Node);
        await ThousandClients.RunAsync(lab.Node);
        baseline.AssertRestored();
    }

    [NetworkFact]
    public async Task ThousandConnections_OverAWireThatLosesFrames_ReadBackByteForByte()
    {
        using var lab = new Lab(LinkKind.AfPacket, "--mtcp.net-faults", "loss=0.01,seed=3");
        var baseline = new Baseline(lab.Node);
        await ThousandClients.RunAsync(lab.Node);
        baseline.AssertRestored();
    }
}
