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

    /// <summary>A backlog that is far too small: most handshakes go by SYN cookies, and a hundredth of the frames is lost.</summary>
    [NetworkFact]
    public async Task ThousandConnections_ThroughASmallBacklogAndLoss_AreAllServed()
    {
        using var lab = new Lab(LinkKind.AfPacket, "--tcp-backlog", "8", "--mtcp.net-faults", "loss=0.01,seed=3");
        await ThousandClients.RunAsync(lab.Node);
    }
}
