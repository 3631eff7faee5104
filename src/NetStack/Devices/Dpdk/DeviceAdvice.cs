namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>What to tell an operator whose device does not come up: DPDK itself says little.</summary>
internal static class DeviceAdvice
{
    /// <summary>Virtual devices, and the Debian package that has the driver.</summary>
    private static readonly (string Prefix, string Package, string Needs)[] s_drivers =
    [
        ("net_af_packet", "librte-net-af-packet23", "root (CAP_NET_RAW) and an existing interface (iface=...)"),
        ("net_af_xdp", "librte-net-af-xdp23", "root and an existing interface (iface=...)"),
        ("net_tap", "librte-net-tap23", "root (CAP_NET_ADMIN) and /dev/net/tun"),
        ("net_memif", "librte-net-memif23", "a writable folder for its socket"),
        ("net_ring", "librte-net-ring23", "nothing else"),
        ("net_pcap", "librte-net-pcap23", "its files"),
        ("net_null", "librte-net-null23", "nothing else"),
    ];

    internal static string ForMissingPort(DpdkOptions options)
    {
        if (options.IsHardware)
        {
            return $"DPDK found no port at {options.Device}; give the device to DPDK: modprobe vfio-pci; dpdk-devbind.py -b vfio-pci {options.Device} "
                + "(package dpdk), and install the driver of the card (librte-net-...)";
        }
        foreach (var (prefix, package, needs) in s_drivers)
        {
            if (options.PortName.StartsWith(prefix, StringComparison.Ordinal))
                return $"DPDK could not make {options.PortName}: it needs the package {package} (apt-get install {package}), {needs}; DPDK's own lines above say more";
        }
        return $"DPDK knows no device {options.PortName}; a virtual device is called net_af_packet0, net_tap0 and so on, a card by its PCI address";
    }

    internal static string ForMissingPool(DpdkOptions options, int error) => error == 22
        ? "DPDK could not make a packet pool; run: apt-get install librte-mempool-ring23"
        : $"DPDK has no memory for {options.Queues} x {options.Buffers} packets: {DpdkNative.Text(-error)}; lower mtcp.dpdk-buffers or add hugepages "
            + "(echo 1024 > /proc/sys/vm/nr_hugepages)";
}
