using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

/// <summary>The headers written straight into memory are those that the header values write.</summary>
public sealed unsafe class HeaderWriterTests
{
    private static readonly MacAddress To = new(0x02_11_22_33_44_55);
    private static readonly MacAddress From = new(0x0A_66_77_88_99_AA);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4094)]
    public void Ethernet_AnyVlan_EqualsTheHeaderValue(ushort vlan)
    {
        var expected = new byte[18];
        new EthernetHeader(To, From, EtherType.Ipv6, vlan).Write(expected);
        var actual = new byte[18];
        fixed (byte* at = actual)
            HeaderWriter.Ethernet(at, To, From, vlan, EtherType.Ipv6);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Ipv4_RandomValues_EqualTheHeaderValue()
    {
        var random = new Random(1);
        var (expected, actual) = (new byte[20], new byte[20]);
        for (var i = 0; i < 20_000; i++)
        {
            var (source, target) = (new Ipv4Address((uint)random.NextInt64()), new Ipv4Address((uint)random.NextInt64()));
            var (length, identification) = (random.Next(65516), (ushort)random.Next(65536));
            var (dontFragment, offload) = (random.Next(2) == 0, random.Next(4) == 0);
            var header = new Ipv4Header(source, target, IpProtocol.Tcp, length, identification, dontFragment);
            if (offload)
                header.WriteWithoutChecksum(expected);
            else
                header.Write(expected);
            fixed (byte* at = actual)
            {
                HeaderWriter.Ipv4(at, source, target, IpProtocol.Tcp, length, identification, dontFragment, offload);
                Assert.Equal(!offload, Checksum.IsValidIpv4Header(at));
            }
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Ipv6_EqualsTheHeaderValue()
    {
        var (source, target) = (Ipv6Address.Parse("fd00::1:2"), Ipv6Address.Parse("fe80::abcd"));
        var (expected, actual) = (new byte[40], new byte[40]);
        new Ipv6Header(source, target, IpProtocol.Tcp, 1440).Write(expected);
        fixed (byte* at = actual)
            HeaderWriter.Ipv6(at, source, target, IpProtocol.Tcp, 1440);
        Assert.Equal(expected, actual);
    }
}
