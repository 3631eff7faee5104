using MtcpRedis.Network.Clients;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Network.Streams;

/// <summary>Much data both ways, byte for byte, over a good wire and a bad one.</summary>
public sealed class BulkTests(ITestOutputHelper output)
{
    /// <summary>A frame in a hundred is lost in each direction, others come late, twice or damaged.</summary>
    private const string BadWire = "loss=0.01,reorder=0.02,hold=2000,duplication=0.005,corruption=0.002,delay=50,jitter=50,seed=7";

    [Theory]
    [Over(LinkKind.AfPacket, 1024)]
    [Over(LinkKind.AfPacketTwoQueues, 256)]
    [Over(LinkKind.AfXdp, 256)]
    [Over(LinkKind.Tap, 64)]
    public async Task ManyStreams_EachWay_ArriveByteForByte(LinkKind kind, int mebibytes)
    {
        using var lab = new Lab(kind);
        var baseline = new Baseline(lab.Node);
        await new BulkLoad(Connections: 8, mebibytes).RunAsync(lab.Node, output);
        baseline.AssertRestored();
    }

    [Theory]
    [Over(LinkKind.AfPacket, 256)]
    [Over(LinkKind.AfXdp, 256)]
    public async Task SingleStream_OneWayAtATime_ArrivesByteForByte(LinkKind kind, int mebibytes)
    {
        using var lab = new Lab(kind);
        var baseline = new Baseline(lab.Node);
        await new BulkLoad(Connections: 1, mebibytes).RunOneWayAsync(lab.Node, output);
        baseline.AssertRestored();
    }

    [Theory]
    [Over(LinkKind.AfPacket, 1024)]
    [Over(LinkKind.AfPacketTwoQueues, 64)]
    public async Task ManyStreams_OverABadWire_ArriveByteForByte(LinkKind kind, int mebibytes)
    {
        using var lab = new Lab(kind, "--mtcp.net-faults", BadWire);
        var baseline = new Baseline(lab.Node);
        await new BulkLoad(Connections: 32, mebibytes).RunAsync(lab.Node, output);
        using (var client = lab.Node.Connect())
        {
            var report = new StackReport(client);
            output.WriteLine(report.Text);
            Assert.True(report.Sum("segments", "retransmitted") > 0, "the wire was not bad");
        }

        baseline.AssertRestored();
    }
}
