using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

public class AddressTests
{
    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("fd00::2")]
    [InlineData("fe80::c4e1:9bff:fe28:6cee")]
    [InlineData("::")]
    public void IpAddress_Text_RoundTrips(string text) => Assert.Equal(text, IpAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.0.1")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.-1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("hello")]
    [InlineData(null)]
    public void IpAddress_BadText_IsRefused(string? text) => Assert.False(IpAddress.TryParse(text, out _));

    [Fact]
    public void IpEndpoint_Text_IsWhatClientListPrints()
    {
        Assert.Equal("10.0.0.1:6379", new IpEndpoint(IpAddress.Parse("10.0.0.1"), 6379).ToString());
        Assert.Equal("[fd00::2]:6379", new IpEndpoint(IpAddress.Parse("fd00::2"), 6379).ToString());
    }

    [Fact]
    public void MacAddress_TextAndBytes_RoundTrip()
    {
        Assert.True(MacAddress.TryParse("02:00:5e:10:00:ff", out var mac));
        Assert.Equal("02:00:5e:10:00:ff", mac.ToString());
        var bytes = new byte[6];
        mac.Write(bytes);
        Assert.Equal(mac, MacAddress.Read(bytes));
        Assert.False(MacAddress.TryParse("02:00:5e:10:00", out _) || MacAddress.TryParse("02:00:5e:10:00:fff", out _));
    }

    [Fact]
    public void LinkLocal_FromMac_IsTheKernelsChoice()
    {
        Assert.True(MacAddress.TryParse("c6:87:9b:28:6c:ee", out var mac));
        Assert.Equal("fe80::c487:9bff:fe28:6cee", Ipv6Address.LinkLocal(mac).ToString());
    }

    [Fact]
    public void EthernetHeader_Tagged_RoundTripsAndDropsPriorityBits()
    {
        var bytes = new byte[20];
        new EthernetHeader(MacAddress.Broadcast, new MacAddress(0x020000000001), EtherType.Ipv4, 42).Write(bytes);
        bytes[14] |= 0xE0;
        Assert.True(EthernetFrame.TryParse(bytes, out var frame));
        Assert.Equal((42, EtherType.Ipv4, 18, 2), (frame.VlanId, frame.Type, frame.HeaderLength, frame.Payload.Length));
    }

    [Fact]
    public void FlowKey_Hash_DependsOnEveryPartAndOnTheSeed()
    {
        var local = new IpEndpoint(IpAddress.Parse("10.0.0.1"), 6379);
        var remote = new IpEndpoint(IpAddress.Parse("10.0.0.2"), 40000);
        var hashes = new HashSet<ulong>
        {
            new FlowKey(local, remote).Hash(1),
            new FlowKey(local, remote).Hash(2),
            new FlowKey(remote, local).Hash(1),
            new FlowKey(local with { Port = 6380 }, remote).Hash(1),
            new FlowKey(local, remote with { Port = 40001 }).Hash(1),
            new FlowKey(local, remote with { Address = IpAddress.Parse("10.0.0.3") }).Hash(1),
            new FlowKey(local with { Address = IpAddress.Parse("10.0.0.9") }, remote).Hash(1),
        };
        Assert.Equal(7, hashes.Count);
    }
}
