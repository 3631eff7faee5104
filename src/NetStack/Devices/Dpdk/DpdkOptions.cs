using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>Settings of a port and of the environment (EAL) that it needs.</summary>
public sealed record DpdkOptions
{
    /// <summary>Most bytes that a packet can hold: its length fields have 16 bits, and head room counts.</summary>
    internal const int MaxDataRoom = 65280;

    /// <summary>
    /// What to drive: a PCI address (<c>0000:03:00.0</c>), or a virtual device as the EAL's argument <c>--vdev</c> takes it
    /// (<c>net_af_packet0,iface=veth0</c>).
    /// </summary>
    public required string Device { get; init; }

    /// <summary>Queue pairs, one per core, at least 1.</summary>
    public int Queues { get; init; } = 1;

    /// <summary>Packets in the pool of each queue; more than both rings hold, or the port starves.</summary>
    public int Buffers { get; init; } = 16383;

    /// <summary>Descriptors of each receive ring; the port may round.</summary>
    public int ReceiveDescriptors { get; init; } = 1024;

    /// <summary>Descriptors of each transmit ring; the port may round.</summary>
    public int TransmitDescriptors { get; init; } = 1024;

    /// <summary>Largest IP packet in bytes, 68 to 9000; lowered to what the port can.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Station address to use instead of the port's own; needs, and turns on, promiscuous mode.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Take frames for other stations too (the stack drops them).</summary>
    public bool Promiscuous { get; init; }

    /// <summary>Leave checksums to the port where it offers that.</summary>
    public bool Offload { get; init; } = true;

    /// <summary>Whether packet memory lies in hugepages.</summary>
    public HugepageUse Hugepages { get; init; }

    /// <summary>Further arguments for the EAL, as its command line takes them.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>
    /// Bytes of frame that a packet can hold: MTU, link header with tag, checksum, in steps that drivers like. Not less than the frames of net_af_packet's
    /// ring (its argument <c>framesz</c>): the driver of DPDK 22.11 copies what lies there without looking at the packet's size.
    /// </summary>
    internal int DataRoom => Math.Max(Math.Max(2048, RingFrameSize), (Mtu + 26 + 63) & ~63);

    /// <summary>
    /// Whether packets take exactly one page each. net_af_xdp of DPDK 22.11 lends the kernel packets times size bytes; what lies beyond, because packets
    /// kept off the ends of pages, the kernel throws away or keeps for ever, until the port is deaf. Its frames are never larger than a page.
    /// </summary>
    internal bool TakesPages => PortName.StartsWith("net_af_xdp", StringComparison.Ordinal);

    /// <summary>Whether the other process of a memif is to work on our packets where they lie, instead of on copies.</summary>
    internal bool LendsPackets => PortName.StartsWith("net_memif", StringComparison.Ordinal) && Argument("zero-copy") == "yes";

    /// <summary>True if <see cref="Device"/> names hardware and not a virtual device.</summary>
    internal bool IsHardware => Device.Length > 0 && char.IsAsciiHexDigit(Device[0]) && Device.Contains(':', StringComparison.Ordinal);

    /// <summary>The name of the port: the device without its arguments.</summary>
    internal string PortName => Device.Split(',')[0];

    private int RingFrameSize => int.TryParse(Argument("framesz"), out var size) ? size : 0;

    /// <summary>The value of a virtual device's argument <c>name=value</c>, the last one if there are several; null if there is none.</summary>
    private string? Argument(string name)
    {
        name += '=';
        return Device.Split(',').LastOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
    }
}
