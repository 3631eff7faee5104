using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Bench.Options;

/// <summary>The port and addresses of our own TCP/IP stack, where the load runs over it (own: --device and what belongs to it).</summary>
internal sealed record StackOptions
{
    /// <summary>PCI address, or virtual device as DPDK's --vdev takes it (--device); null: kernel sockets.</summary>
    public string? Device { get; init; }

    /// <summary>Our addresses (--address, also several times); the connections use them in turns.</summary>
    public IReadOnlyList<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Router to the server's network (--gateway), or null when the server is on the link.</summary>
    public IpAddress? Gateway { get; init; }

    /// <summary>Station address instead of the port's own (--mac).</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Largest IP packet in bytes (--mtu).</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Packets in ordinary memory even where hugepages are free (--no-huge).</summary>
    public bool NoHugepages { get; init; }

    /// <summary>Do not check TCP checksums of received packets (--no-verify-checksums): for links that leave them unfinished.</summary>
    public bool TrustChecksums { get; init; }

    /// <summary>Share of the frames, 0 to 1, that is thrown away in either direction (--loss, in percent).</summary>
    public double Loss { get; init; }
}
