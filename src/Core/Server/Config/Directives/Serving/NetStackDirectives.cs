using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives of our own TCP/IP stack and the port it runs on; they count where <c>mtcp.transport</c> is <c>dpdk</c>.</summary>
internal static class NetStackDirectives
{
    private static readonly EnumKind<HugepageUse> s_hugepageUses = new(
        ("auto", HugepageUse.Auto), ("on", HugepageUse.Always), ("off", HugepageUse.Never));

    public static readonly DirectiveGroup Group = new("The node's own TCP/IP stack (mtcp.transport = dpdk)");

    public static readonly Directive<string> Device = Group.Add(
        "mtcp-dpdk-device", new StringKind("a PCI address, or a virtual device with its arguments"), "",
        "Port that DPDK drives: the PCI address of a card that is bound to vfio-pci (0000:03:00.0), or a virtual device as DPDK's "
        + "--vdev takes it (net_af_packet0,iface=veth0). It gets one queue for each of mtcp.cores.", Fixed | InEffect);

    public static readonly Directive<HugepageUse> Hugepages = Group.Add(
        "mtcp-dpdk-hugepages", s_hugepageUses, HugepageUse.Auto,
        "Keep packets in hugepages; auto does when enough are free.", Fixed | InEffect);

    public static readonly Directive<long> Buffers = Group.Add(
        "mtcp-dpdk-buffers", new IntegerKind(512, 1 << 22), 16383,
        "Packets in the pool of each queue, of some 2.5 kB each.", Fixed | InEffect);

    public static readonly Directive<long> Descriptors = Group.Add(
        "mtcp-dpdk-descriptors", new IntegerKind(64, 16384), 1024,
        "Length of each receive and each transmit ring.", Fixed | InEffect);

    public static readonly Directive<bool> Offload = Group.Add(
        "mtcp-dpdk-offload", new SwitchKind(), true,
        "Leave checksums to the port where it offers that.", Fixed | InEffect);

    public static readonly Directive<IReadOnlyList<string>> ExtraArguments = Group.Add(
        "mtcp-dpdk-eal", new WordsKind("arguments of DPDK's EAL"), [],
        "Further arguments for DPDK's EAL.", Fixed | InEffect);

    public static readonly Directive<IReadOnlyList<string>> Addresses = Group.Add(
        "mtcp-net-addresses", new WordsKind("addresses with their prefix, as 10.0.0.1/24"), [],
        "Addresses of the stack. They belong to the stack alone: the kernel's interface must not have them. Clients connect to "
        + "them at `port`; `bind` is for the kernel's sockets.", Fixed | InEffect);

    public static readonly Directive<IReadOnlyList<string>> Gateways = Group.Add(
        "mtcp-net-gateways", new WordsKind("an IPv4 and an IPv6 address at most"), [],
        "Routers to destinations off the link.", Fixed | InEffect);

    public static readonly Directive<string> Mac = Group.Add(
        "mtcp-net-mac", new StringKind("a station address, as 02:00:00:00:00:01"), "",
        "Station address to use instead of the port's own.", Fixed | InEffect);

    public static readonly Directive<long> Mtu = Group.Add(
        "mtcp-net-mtu", new IntegerKind(576, 9000), 1500,
        "Largest IP packet in bytes; the port may allow less.", Fixed | InEffect);

    public static readonly Directive<long> Vlan = Group.Add(
        "mtcp-net-vlan", new IntegerKind(0, 4094), 0,
        "802.1Q VLAN to live in; 0: untagged frames.", Fixed | InEffect);

    public static readonly Directive<bool> VerifyChecksums = Group.Add(
        "mtcp-net-verify-checksums", new SwitchKind(), true,
        "Check the TCP checksums of what arrives. Off where the other side leaves them unfinished, as veth does (or run there: "
        + "ethtool -K <interface> tx off).", Fixed | InEffect);

    public static readonly Directive<long> Spin = Group.Add(
        "mtcp-net-spin", new IntegerKind(-1, 1_000_000_000), -1,
        "Microseconds without a frame after which a core begins to sleep a millisecond at a time; -1: never, which takes a whole "
        + "processor per core and gives the lowest latency.", Fixed | InEffect);

    public static readonly Directive<long> MaxConnections = Group.Add(
        "mtcp-net-max-connections", new IntegerKind(16, 1 << 24), 262_144,
        "Connections of each core's stack, those in TIME-WAIT included.", Fixed | InEffect);

    public static readonly Directive<ulong> BufferMemory = Group.Add(
        "mtcp-net-buffer-memory", new MemoryKind(1 << 20), 512UL << 20,
        "Memory for unread and unacknowledged bytes of all connections of a core's stack together.", Fixed | InEffect);

    public static readonly Directive<string> Faults = Group.Add(
        "mtcp-net-faults", new StringKind("faults, as loss=0.01,seed=7", CheckFaults), "",
        $"Spoil frames on purpose, both ways, for tests: {FaultPlan.Grammar}.", Fixed | Hidden | InEffect);

    private static string? CheckFaults(string text)
    {
        if (text.Length == 0)
            return null;
        try
        {
            _ = FaultPlan.Parse(text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
