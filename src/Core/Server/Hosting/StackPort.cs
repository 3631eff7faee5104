using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Devices.Handover;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.Combined;
using MtcpRedis.NetStack.Transport.Kernel;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Link;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary>The port that the node's own TCP/IP stack runs on, and the stack of each core on its queue.</summary>
internal sealed class StackPort : IDisposable
{
    /// <summary>Microseconds that the node's end may be held up by peers that do not acknowledge their last replies.</summary>
    private const long LongestLinger = 1_000_000;

    private readonly NetStackSettings _settings;
    private readonly NetworkSettings _network;
    private readonly QueueHandover? _handover;
    private readonly List<FaultyQueue> _badWires = [];

    private readonly AddressConflictLog _conflicts;

    private StackPort(NetStackSettings settings, NetworkSettings network, DpdkPort port, NodeLog log)
    {
        (_settings, _network, Port) = (settings, network, port);
        _conflicts = new AddressConflictLog(log);
        if (port.Queues.Count > 1)
            _handover = new QueueHandover(port.Queues.Count, port.Capabilities.Mtu + EthernetHeader.TaggedLength);
    }

    /// <summary>The port.</summary>
    public DpdkPort Port { get; }

    /// <summary>Starts DPDK and the port, and tells the log what it found.</summary>
    /// <exception cref="Config.ConfigException">The configuration of the stack makes no sense.</exception>
    /// <exception cref="DpdkException">The port cannot be used.</exception>
    public static StackPort Open(ServerSettings settings, NodeLog log)
    {
        NetStackSettings stack = NetStackSettings.From(settings.Values, settings.Node.Cores);
        DpdkPort port = DpdkPort.Open(stack.Port);
        string memory = port.UsesHugepages ? "hugepages" : "ordinary pages (hugepages would be quicker: echo 512 > /proc/sys/vm/nr_hugepages)";
        log.Notice(
            $"{DpdkPort.Version} drives {port.Description.Name} ({port.Description.Driver}), {port.Queues.Count} queue(s), "
            + $"station {port.Capabilities.Mac}, MTU {port.Capabilities.Mtu}, packets in {memory}");
        if (port.Queues.Count > 1 && !port.Description.HasReceiveSideScaling)
            log.Notice($"{port.Description.Name} does not tell how it spreads flows over its queues; frames on another queue than their connection's are passed on");
        log.Notice($"The addresses of the stack are {string.Join(", ", stack.Addresses)}");
        if (stack.Faults is { } faults)
            log.Warning($"mtcp.net-faults spoils frames on purpose: {faults.Options}");
        return new(stack, settings.Network.Value, port, log);
    }

    /// <summary>The carrier of a core: the stack on its queue beside the kernel's sockets.</summary>
    public ITransport Combine(int core, KernelSocketTransport sockets)
    {
        var stack = new UserSpaceTransport(Wire(core), new UserSpaceTransportOptions
        {
            Interface = new NetInterfaceOptions
            {
                Addresses = _settings.Addresses,
                Gateway4 = _settings.Gateway4,
                Gateway6 = _settings.Gateway6,
                VlanId = _settings.Vlan,
                VerifyReceivedChecksums = _settings.VerifyChecksums,
                Seed = RandomNumber(),
                Handover = _handover,
                QueueIndex = core,
            },
            Tcp = new TcpStackOptions
            {
                MaxConnections = _settings.MaxConnections,
                MaxBufferMemory = _settings.BufferMemory,
                Secret = (RandomNumber(), RandomNumber()),
            },
            Listen = _network.Port == 0 ? [] : [.. Families().Select(any => new IpEndpoint(any, (ushort)_network.Port))],
            Backlog = Math.Max(1, _network.TcpBacklog),
            LingerMicroseconds = LongestLinger,
        });
        _conflicts.Watch(stack.Interface.Statistics);
        return new CombinedTransport(stack, sockets, _settings.SpinMicroseconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _conflicts.Dispose();
        foreach (FaultyQueue wire in _badWires)
            wire.Drain();
        Port.Dispose();
        _handover?.Dispose();
    }

    /// <summary>The queue of a core, on the wire that <c>mtcp.net-faults</c> asks for.</summary>
    private INicQueue Wire(int core)
    {
        if (_settings.Faults is not { } faults)
            return Port.Queues[core];
        long started = Stopwatch.GetTimestamp();
        var wire = new FaultyQueue(
            Port.Queues[core], faults.Options, faults.Seed + core, () => (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        _badWires.Add(wire);
        return wire;
    }

    private IEnumerable<IpAddress> Families()
    {
        if (_settings.Addresses.Any(a => a.Address.IsV4))
            yield return Ipv4Address.Any;
        if (_settings.Addresses.Any(a => !a.Address.IsV4))
            yield return Ipv6Address.Any;
    }

    private static ulong RandomNumber()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
