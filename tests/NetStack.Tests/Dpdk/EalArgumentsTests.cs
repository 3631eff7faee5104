using MtcpRedis.NetStack.Devices.Dpdk;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Dpdk;

/// <summary>DPDK can be started once per process, so its arguments have to be right at once.</summary>
public sealed class EalArgumentsTests
{
    private const string Virtual = "net_af_packet0,iface=veth0";

    [Fact]
    public void For_EnoughHugepages_UsesThem()
    {
        var arguments = EalArguments.For(new DpdkOptions { Device = Virtual }, freeHugepageMegabytes: 1024, processors: 2);
        Assert.True(arguments.UsesHugepages);
        Assert.Contains("--in-memory", arguments.Values);
        Assert.DoesNotContain("--no-huge", arguments.Values);
    }

    [Fact]
    public void For_TooFewHugepages_GoesWithoutThem()
    {
        var arguments = EalArguments.For(new DpdkOptions { Device = Virtual }, freeHugepageMegabytes: 10, processors: 2);
        Assert.False(arguments.UsesHugepages);
        Assert.Contains("--no-huge", arguments.Values);
        // DPDK refuses both together.
        Assert.DoesNotContain("--in-memory", arguments.Values);
    }

    [Fact]
    public void For_HugepagesDemandedAndMissing_SaysHowToGetThem()
    {
        var options = new DpdkOptions { Device = Virtual, Hugepages = HugepageUse.Always };
        var e = Assert.Throws<DpdkException>(() => EalArguments.For(options, freeHugepageMegabytes: 0, processors: 2));
        Assert.Contains("/proc/sys/vm/nr_hugepages", e.Message);
    }

    [Fact]
    public void For_VirtualDevice_LeavesTheMachinesCardsAlone()
    {
        var arguments = EalArguments.For(new DpdkOptions { Device = Virtual }, 0, processors: 4);
        Assert.Contains("--no-pci", arguments.Values);
        Assert.Contains($"--vdev={Virtual}", arguments.Values);
        Assert.Contains("--lcores=0@(0-3)", arguments.Values);
    }

    [Fact]
    public void For_Card_AllowsThatOneOnly()
    {
        var arguments = EalArguments.For(new DpdkOptions { Device = "0000:03:00.0", ExtraArguments = ["--x=1"] }, 4096, processors: 2);
        Assert.Equal(["-a", "0000:03:00.0", "--x=1"], arguments.Values.TakeLast(3));
        Assert.DoesNotContain("--no-pci", arguments.Values);
    }

    [Theory]
    [InlineData("net_memif0,role=client,zero-copy=yes,id=0", true)]
    [InlineData("net_memif0,role=client,id=0", false)]
    [InlineData("net_memif0,role=client,zero-copy=no", false)]
    public void For_MemifThatLendsItsPackets_KeepsThemInOneFile(string device, bool oneFile) =>
        Assert.Equal(oneFile, EalArguments.For(new DpdkOptions { Device = device }, 4096, processors: 2).Values.Contains("--single-file-segments"));

    [Theory]
    [InlineData(Virtual, 0, 4096)]
    [InlineData("net_af_xdp0,iface=veth0", 0, 4096)]
    [InlineData("net_af_xdp0,iface=veth0", 1 << 20, 4096)]
    [InlineData(Virtual, 1 << 20, 2432)]
    public void For_PacketsThatTakePages_AsksForPages(string device, int hugepageMegabytes, long bytesOfPacket)
    {
        var needed = 2 * 65535 * bytesOfPacket >> 20;
        var asked = Megabytes(new DpdkOptions { Device = device, Queues = 2, Buffers = 65535 }, hugepageMegabytes);
        Assert.InRange(asked, needed, needed + 100);
    }

    [Fact]
    public void For_MoreQueuesAndBuffers_AsksForMoreMemory()
    {
        var one = Megabytes(new DpdkOptions { Device = Virtual, Queues = 1, Buffers = 65535 });
        var four = Megabytes(new DpdkOptions { Device = Virtual, Queues = 4, Buffers = 65535 });
        Assert.InRange(one, 65535 * 2432L >> 20, 400);
        Assert.InRange(four, 3 * one, 4 * one);
    }

    [Theory]
    [InlineData("net_af_packet0,iface=nope", "librte-net-af-packet23")]
    [InlineData("net_tap0", "librte-net-tap23")]
    [InlineData("0000:03:00.0", "vfio-pci")]
    [InlineData("net_wonder0", "knows no device")]
    public void MissingPort_OfEachKind_NamesWhatMendsIt(string device, string advice) =>
        Assert.Contains(advice, DeviceAdvice.ForMissingPort(new DpdkOptions { Device = device }));

    private static int Megabytes(DpdkOptions options, int hugepageMegabytes = 1 << 20)
    {
        var values = EalArguments.For(options, hugepageMegabytes, 2).Values;
        return int.Parse(values[values.ToList().IndexOf("-m") + 1]);
    }
}
