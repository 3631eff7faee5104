using MtcpRedis.NetStack.Devices.Dpdk;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Dpdk;

public sealed class DpdkOptionsTests
{
    [Theory]
    [InlineData("net_af_packet0,iface=veth0", 1500, 2048)]
    [InlineData("net_af_packet0,iface=veth0", 9000, 9088)]
    [InlineData("net_af_packet0,iface=veth0,framesz=1024", 1500, 2048)]
    [InlineData("net_af_packet0,iface=veth0,framesz=8192,framecnt=512", 1500, 8192)]
    [InlineData("net_af_packet0,framesz=4096,iface=veth0,framesz=16384", 1500, 16384)]
    public void DataRoom_HoldsWhatTheDeviceMayDeliver(string device, int mtu, int expected) =>
        Assert.Equal(expected, new DpdkOptions { Device = device, Mtu = mtu }.DataRoom);

    [Fact]
    public void Open_FramesLargerThanAPacketCanBe_AreRefused()
    {
        var options = new DpdkOptions { Device = "net_af_packet0,iface=veth0,framesz=131072" };
        Assert.Contains("framesz", Assert.Throws<DpdkException>(() => DpdkPort.Open(options)).Message);
    }
}
