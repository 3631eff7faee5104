using MtcpRedis.NetStack.Devices.Handover;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Fixed settings of a <see cref="NetInterface"/>. Times in microseconds.</summary>
public sealed record NetInterfaceOptions
{
    /// <summary>Our addresses. An IPv6 link-local address is added from the MAC if any IPv6 address is given.</summary>
    public required IReadOnlyList<InterfaceAddress> Addresses { get; init; }

    /// <summary>Router for IPv4 destinations off the link, if any.</summary>
    public Ipv4Address? Gateway4 { get; init; }

    /// <summary>Router for IPv6 destinations off the link, if any.</summary>
    public Ipv6Address? Gateway6 { get; init; }

    /// <summary>802.1Q VLAN 1-4094 in which the interface lives, 0 for none.</summary>
    public ushort VlanId { get; init; }

    /// <summary>MTU in bytes if smaller than the port's.</summary>
    public int? Mtu { get; init; }

    /// <summary>False on links that deliver partial checksums (veth with offload on): received TCP checksums are then not verified.</summary>
    public bool VerifyReceivedChecksums { get; init; } = true;

    /// <summary>Frames taken from the port per poll.</summary>
    public int BurstSize { get; init; } = 64;

    /// <summary>How long a neighbour's address is believed without a sign of life.</summary>
    public long NeighbourReachableTime { get; init; } = 30_000_000;

    /// <summary>Time between solicitations of one neighbour.</summary>
    public long NeighbourRetryInterval { get; init; } = 1_000_000;

    /// <summary>Solicitations before a neighbour counts as gone.</summary>
    public int NeighbourRetries { get; init; } = 3;

    /// <summary>Neighbours remembered; those that never answered make room first, then the longest unused.</summary>
    public int MaxNeighbours { get; init; } = 1024;

    /// <summary>Datagrams in reassembly at one time; each may hold 64 KiB.</summary>
    public int MaxReassemblies { get; init; } = 16;

    /// <summary>How long the fragments of an IPv4 datagram are waited for (RFC 1122 section 3.3.2 asks for 60-120 s, hosts use 30).</summary>
    public long ReassemblyTimeout { get; init; } = 30_000_000;

    /// <summary>How long the fragments of an IPv6 datagram are waited for (RFC 8200 section 4.5).</summary>
    public long ReassemblyTimeoutV6 { get; init; } = 60_000_000;

    /// <summary>ICMP errors and resets for closed ports sent per second.</summary>
    public int ErrorRepliesPerSecond { get; init; } = 1000;

    /// <summary>The way to the other queues of the port; null where it has only one.</summary>
    public QueueHandover? Handover { get; init; }

    /// <summary>Number of this interface's queue among them.</summary>
    public int QueueIndex { get; init; }

    /// <summary>Secret that keys hash tables; a process takes a random one, a test a fixed one.</summary>
    public ulong Seed { get; init; } = 0x6A09E667F3BCC908;
}
