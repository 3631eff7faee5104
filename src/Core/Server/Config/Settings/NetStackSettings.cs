using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.Server.Config.Directives.Serving;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>The node's own TCP/IP stack and its port; read once at start, where <c>mtcp.transport</c> is <c>dpdk</c>.</summary>
public sealed record NetStackSettings
{
    /// <summary>The port.</summary>
    public required DpdkOptions Port { get; init; }

    /// <summary>The addresses, at least one.</summary>
    public required IReadOnlyList<InterfaceAddress> Addresses { get; init; }

    /// <summary>Router for IPv4.</summary>
    public Ipv4Address? Gateway4 { get; init; }

    /// <summary>Router for IPv6.</summary>
    public Ipv6Address? Gateway6 { get; init; }

    /// <summary><c>mtcp.net-vlan</c>.</summary>
    public required ushort Vlan { get; init; }

    /// <summary><c>mtcp.net-verify-checksums</c>.</summary>
    public required bool VerifyChecksums { get; init; }

    /// <summary><c>mtcp.net-spin</c>, microseconds; negative: for ever.</summary>
    public required long SpinMicroseconds { get; init; }

    /// <summary><c>mtcp.net-max-connections</c>, per core.</summary>
    public required int MaxConnections { get; init; }

    /// <summary><c>mtcp.net-buffer-memory</c>, per core.</summary>
    public required long BufferMemory { get; init; }

    /// <summary><c>mtcp.net-faults</c>; null where the wire is as good as it is.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>Reads and checks them.</summary>
    /// <param name="values">All directives.</param>
    /// <param name="cores">Cores of the node: queues of the port.</param>
    /// <exception cref="ConfigException">One of them makes no sense; the message names it.</exception>
    internal static NetStackSettings From(ConfigValues values, int cores)
    {
        var settings = new NetStackSettings
        {
            Port = ReadPort(values, cores),
            Addresses = [.. values.Get(NetStackDirectives.Addresses).Select(ReadAddress)],
            Vlan = (ushort)values.Get(NetStackDirectives.Vlan),
            VerifyChecksums = values.Get(NetStackDirectives.VerifyChecksums),
            SpinMicroseconds = values.Get(NetStackDirectives.Spin),
            MaxConnections = (int)values.Get(NetStackDirectives.MaxConnections),
            Faults = values.Get(NetStackDirectives.Faults) is { Length: > 0 } faults ? FaultPlan.Parse(faults) : null,
            BufferMemory = (long)Math.Min(values.Get(NetStackDirectives.BufferMemory), long.MaxValue),
        };
        if (settings.Port.Device.Length == 0)
            throw new ConfigException("mtcp.transport is dpdk and mtcp.dpdk-device names no port; config/dpdk.hocon is an example");
        if (settings.Addresses.Count == 0)
            throw new ConfigException("mtcp.transport is dpdk and mtcp.net-addresses is empty; give the stack an address such as 10.0.0.1/24");
        foreach (string gateway in values.Get(NetStackDirectives.Gateways))
            settings = WithGateway(settings, gateway);
        return settings;
    }

    private static DpdkOptions ReadPort(ConfigValues values, int cores) => new()
    {
        Device = values.Get(NetStackDirectives.Device),
        Queues = cores,
        Buffers = (int)values.Get(NetStackDirectives.Buffers),
        ReceiveDescriptors = (int)values.Get(NetStackDirectives.Descriptors),
        TransmitDescriptors = (int)values.Get(NetStackDirectives.Descriptors),
        Mtu = (int)values.Get(NetStackDirectives.Mtu),
        Mac = ReadMac(values.Get(NetStackDirectives.Mac)),
        Offload = values.Get(NetStackDirectives.Offload),
        Hugepages = values.Get(NetStackDirectives.Hugepages),
        ExtraArguments = values.Get(NetStackDirectives.ExtraArguments),
    };

    private static MacAddress? ReadMac(string text)
    {
        if (text.Length == 0)
            return null;
        if (MacAddress.TryParse(text, out MacAddress mac) && mac.IsUnicast)
            return mac;
        throw new ConfigException($"'mtcp.net-mac = {text}' is not the address of a station, such as 02:00:00:00:00:01");
    }

    private static InterfaceAddress ReadAddress(string text)
    {
        try
        {
            return InterfaceAddress.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ConfigException($"'mtcp.net-addresses': {e.Message}; expected is an address with its prefix, such as 10.0.0.1/24", e);
        }
    }

    private static NetStackSettings WithGateway(NetStackSettings settings, string text)
    {
        if (!IpAddress.TryParse(text, out IpAddress address) || !address.IsUnicast)
            throw new ConfigException($"'mtcp.net-gateways': '{text}' is not the address of a router");
        return address.IsV4 ? settings with { Gateway4 = address.V4 } : settings with { Gateway6 = address.V6 };
    }
}
