using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using Xunit;

namespace MtcpRedis.Network.Devices;

/// <summary>The kernel's ping against our ICMP, small and in fragments.</summary>
public sealed class PingTests(Labs labs) : IClassFixture<Labs>
{
    private const int Count = 100;

    /// <summary>net_af_packet delivers IPv4 datagrams that the kernel has put together, and cuts what its ring's frames of 2048 bytes cannot hold.</summary>
    [Theory]
    [Over(LinkKind.AfPacket, 1_900)]
    [Over(LinkKind.AfPacketTwoQueues, 1_900)]
    [Over(LinkKind.AfXdp, 20_000)]
    [Over(LinkKind.Tap, 20_000)]
    public Task Ping_SmallLargeAndFragmented_IsAnsweredEveryTime(LinkKind kind, int largest)
    {
        var lab = labs.Over(kind);
        int[] sizes = [0, 56, 1452, 1453, 1472, 1473, 4000, 20_000];
        return Task.WhenAll(
            sizes.Select(size => AssertAnsweredAsync(lab, "-4", "-s", $"{Math.Min(size, largest)}", $"{Link.Node4}"))
                .Concat(sizes.Select(size => AssertAnsweredAsync(lab, "-6", "-s", $"{size}", $"{Link.Node6}"))));
    }

    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    public void Ping_FragmentedIntoLargeFramesOfTheRing_IsAnsweredEveryTime(LinkKind kind)
    {
        using var lab = new Lab(new VethLink(kind, ringFrame: 8192), "--mtcp.dpdk-buffers", "4095");
        AssertAnswered(lab, ["-4", "-s", "4000", $"{Link.Node4}"]);
    }

    private static Task AssertAnsweredAsync(Lab lab, params string[] arguments) =>
        Task.Factory.StartNew(() => AssertAnswered(lab, arguments), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void AssertAnswered(Lab lab, string[] arguments)
    {
        // After its last request ping waits no longer than its interval, or twice the longest round trip so far: less is too short for a busy machine.
        var (code, printed) = Tool.Run(lab.Peer.Program("ping", ["-n", "-q", "-c", $"{Count}", "-i", "0.05", "-W", "5", .. arguments]));
        Assert.True(code == 0 && printed.Contains($"{Count} received", StringComparison.Ordinal), printed);
        Assert.DoesNotContain("errors", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("duplicates", printed, StringComparison.Ordinal);
    }
}
