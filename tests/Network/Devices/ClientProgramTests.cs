using MtcpRedis.Conformance.Scenarios;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using Xunit;

namespace MtcpRedis.Network.Devices;

/// <summary>The programs and the library that people use, over every device.</summary>
public sealed class ClientProgramTests(Labs labs) : IClassFixture<Labs>
{
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    [Over(LinkKind.Tap)]
    public void RedisCli_FirstSession_PrintsExactlyWhatItShould(LinkKind kind) => FirstSession.AssertPrinted(labs.Over(kind).Node);

    [Theory]
    [Over(LinkKind.AfPacket, 1, 20_000)]
    [Over(LinkKind.AfPacket, 16, 50_000)]
    [Over(LinkKind.AfPacketTwoQueues, 1, 20_000)]
    [Over(LinkKind.AfXdp, 1, 20_000)]
    [Over(LinkKind.Tap, 1, 5_000)]
    public async Task RedisBenchmark_ThousandConnections_EndsWithoutAnError(LinkKind kind, int pipeline, int requests)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        await new RedisBenchmark(1000, pipeline, requests).AssertEndsAsync(node, tests: 4, "-t", "set,get,incr,mset");
        baseline.AssertRestored();
    }

    [Theory]
    [Over(LinkKind.AfPacket, "resp2")]
    [Over(LinkKind.AfPacket, "resp3")]
    [Over(LinkKind.AfPacketTwoQueues, "resp3")]
    [Over(LinkKind.AfXdp, "resp3")]
    [Over(LinkKind.Tap, "resp3")]
    public async Task StackExchange_WholeSession_RoundTrips(LinkKind kind, string protocol)
    {
        var node = labs.Over(kind).Node;
        var baseline = new ArenaBaseline(node);
        await using (var redis = await StackExchangeSession.ConnectAsync(node, protocol))
        await using (var other = await StackExchangeSession.ConnectAsync(node, protocol))
        {
            await StackExchangeSession.BatchesAsync(redis);
            await StackExchangeSession.StringsAsync(redis);
            await StackExchangeSession.CollectionsAsync(redis);
            await StackExchangeSession.TransactionsAsync(redis);
            await StackExchangeSession.PubSubAsync(redis, other);
        }

        baseline.AssertRestored();
    }
}
