using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Settings;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

/// <summary>The node's own stack: what is configured is what it gets, and what makes no sense is named.</summary>
public class NetStackSettingsTests
{
    private static readonly string[] s_least = ["--mtcp.transport", "dpdk", "--mtcp.dpdk-device", "net_null0", "--mtcp.net-addresses", "10.0.0.1/24"];

    [Fact]
    public void From_LeastThatIsNeeded_HasDefaults()
    {
        NetStackSettings settings = Read(s_least);
        Assert.Equal(("net_null0", 3, HugepageUse.Auto, 1500), (settings.Port.Device, settings.Port.Queues, settings.Port.Hugepages, settings.Port.Mtu));
        Assert.Equal("10.0.0.1/24", Assert.Single(settings.Addresses).ToString());
        Assert.Equal((null, null, true, -1L), (settings.Gateway4, settings.Gateway6, settings.VerifyChecksums, settings.SpinMicroseconds));
    }

    [Fact]
    public void From_EverythingGiven_IsTaken()
    {
        NetStackSettings settings = Read(
            "--mtcp.dpdk-device", "net_af_packet0,iface=veth0,qpairs=2", "--mtcp.net-addresses", "10.0.0.1/24", "fd00::1/64",
            "--mtcp.net-gateways", "10.0.0.254", "fd00::fe", "--mtcp.net-mac", "02:00:00:00:00:07", "--mtcp.net-mtu", "9000",
            "--mtcp.net-vlan", "7", "--mtcp.net-verify-checksums", "off", "--mtcp.net-spin", "50", "--mtcp.dpdk-buffers", "1000",
            "--mtcp.dpdk-hugepages", "off", "--mtcp.dpdk-eal", "--single-file-segments");
        Assert.Equal("net_af_packet0,iface=veth0,qpairs=2", settings.Port.Device);
        Assert.Equal(["10.0.0.1/24", "fd00::1/64"], settings.Addresses.Select(a => a.ToString()));
        Assert.Equal((Ipv4Address.Parse("10.0.0.254"), Ipv6Address.Parse("fd00::fe")), (settings.Gateway4!.Value, settings.Gateway6!.Value));
        Assert.Equal("02:00:00:00:00:07", settings.Port.Mac.ToString());
        Assert.Equal((9000, (ushort)7, false, 50L), (settings.Port.Mtu, settings.Vlan, settings.VerifyChecksums, settings.SpinMicroseconds));
        Assert.Equal((1000, HugepageUse.Never), (settings.Port.Buffers, settings.Port.Hugepages));
        Assert.Equal(["--single-file-segments"], settings.Port.ExtraArguments);
    }

    [Fact]
    public void From_Faults_AreTaken()
    {
        Assert.Null(Read(s_least).Faults);
        Assert.Equal(new FaultPlan(new FaultOptions(Loss: 0.5), 3), Read([.. s_least, "--mtcp.net-faults", "loss=0.5,seed=3"]).Faults);
    }

    [Theory]
    [InlineData("mtcp.net-addresses", "10.0.0.1/33", "the prefix length must be 0-32")]
    [InlineData("mtcp.net-addresses", "pigeon", "such as 10.0.0.1/24")]
    [InlineData("mtcp.net-addresses", "224.0.0.1/24", "is not a unicast address")]
    [InlineData("mtcp.net-addresses", "", "mtcp.net-addresses is empty")]
    [InlineData("mtcp.net-gateways", "10.0.0", "is not the address of a router")]
    [InlineData("mtcp.net-mac", "01:00:00:00:00:07", "is not the address of a station")]
    [InlineData("mtcp.dpdk-device", "", "names no port")]
    [InlineData("mtcp.net-faults", "loss=2", "'loss=2' is not between 0 and 1")]
    public void From_Nonsense_IsNamed(string name, string value, string expected)
    {
        var e = Assert.Throws<ConfigException>(() => Read([.. s_least, "--" + name, value]));
        Assert.Contains(expected, e.Message);
    }

    private static NetStackSettings Read(params string[] arguments) =>
        NetStackSettings.From(new ConfigRegistry(Configs.Load(arguments)).Settings.Values, cores: 3);
}
