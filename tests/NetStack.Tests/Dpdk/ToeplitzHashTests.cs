using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Wire.Addresses;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Dpdk;

/// <summary>The hash of receive side scaling against the values that Microsoft publishes to verify implementations of it.</summary>
public sealed class ToeplitzHashTests
{
    private static readonly byte[] s_key = Convert.FromHexString(
        "6d5a56da255b0ec24167253d43a38fb0d0ca2bcbae7b30b477cb2da38030f20c6a42b73bbeac01fa");

    [Theory]
    [InlineData("66.9.149.187", 2794, "161.142.100.80", 1766, 0x51ccc178u)]
    [InlineData("199.92.111.2", 14230, "65.69.140.83", 4739, 0xc626b0eau)]
    [InlineData("24.19.198.95", 12898, "12.22.207.184", 38024, 0x5c2b394au)]
    [InlineData("3ffe:2501:200:1fff::7", 2794, "3ffe:2501:200:3::1", 1766, 0x40207d3du)]
    [InlineData("3ffe:501:8::260:97ff:fe40:efab", 14230, "ff02::1", 4739, 0xdde51bbfu)]
    public void OfArrivals_PublishedFlows_GiveThePublishedHash(string source, int sourcePort, string destination, int destinationPort, uint expected)
    {
        var flow = new FlowKey(
            new(IpAddress.Parse(destination), (ushort)destinationPort), new(IpAddress.Parse(source), (ushort)sourcePort));
        Assert.Equal(expected, ToeplitzHash.OfArrivals(s_key, flow));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2")]
    [InlineData("fd00::1", "fd00:0:0:1::77")]
    public void OfArrivals_SymmetricKey_BothDirectionsAreEqual(string a, string b)
    {
        var key = ToeplitzHash.SymmetricKey(40);
        var flow = new FlowKey(new(IpAddress.Parse(a), 6379), new(IpAddress.Parse(b), 40001));
        Assert.Equal(ToeplitzHash.OfArrivals(key, flow), ToeplitzHash.OfArrivals(key, new(flow.Remote, flow.Local)));
    }

    [Fact]
    public void QueueOf_ManyFlows_AreSpreadEvenly()
    {
        var scaling = new ReceiveSideScaling(ToeplitzHash.SymmetricKey(40), [.. Enumerable.Range(0, 128).Select(i => (ushort)(i % 4))]);
        var counts = new int[4];
        for (var port = 32768; port < 60999; port++)
            counts[scaling.QueueOf(new(new(IpAddress.Parse("10.0.0.1"), 6379), new(IpAddress.Parse("10.0.0.2"), (ushort)port)))]++;
        Assert.All(counts, count => Assert.InRange(count, 6000, 8200));
    }
}
