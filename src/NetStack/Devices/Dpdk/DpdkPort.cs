using System.Diagnostics;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>
/// A port that DPDK drives, with one queue pair per core. Opening it starts DPDK in this process. One thread may open, close and ask; each queue
/// belongs to the thread of its core.
/// </summary>
public sealed unsafe class DpdkPort : IDisposable
{
    private readonly int _id;
    private readonly DpdkNicQueue[] _queues;
    private bool _closed;

    private DpdkPort(int id, PortDescription description, NicCapabilities capabilities, nint[] pools, bool usesHugepages)
    {
        (_id, Description, Capabilities, UsesHugepages) = (id, description, capabilities, usesHugepages);
        _queues = new DpdkNicQueue[pools.Length];
        for (var i = 0; i < pools.Length; i++)
            _queues[i] = new DpdkNicQueue(id, i, pools[i], capabilities);
    }

    /// <summary>What the port is.</summary>
    public PortDescription Description { get; }

    /// <summary>What its queues can do.</summary>
    public NicCapabilities Capabilities { get; }

    /// <summary>Whether packet memory lies in hugepages.</summary>
    public bool UsesHugepages { get; }

    /// <summary>Release of the DPDK in use.</summary>
    public static string Version => DpdkEnvironment.Version;

    /// <summary>The queues, one per core.</summary>
    public IReadOnlyList<DpdkNicQueue> Queues => _queues;

    /// <summary>State of the link now.</summary>
    public LinkStatus Link
    {
        get
        {
            NativePortLink link;
            return DpdkNative.PortLink(_id, &link) == 0 ? new(link.IsUp != 0, link.Megabits, link.IsFullDuplex != 0) : default;
        }
    }

    /// <summary>Waits until the link is up; that of memif needs the other process.</summary>
    /// <returns>False if it stays down for so long.</returns>
    public bool AwaitLink(TimeSpan patience)
    {
        for (var start = Stopwatch.GetTimestamp(); !Link.IsUp; Thread.Sleep(10))
        {
            if (Stopwatch.GetElapsedTime(start) > patience)
                return false;
        }
        return true;
    }

    /// <summary>The port's own counters.</summary>
    public PortCounters Counters
    {
        get
        {
            NativePortCounters c;
            return DpdkNative.PortCounters(_id, &c) != 0 ? default : new(
                (long)c.ReceivedPackets, (long)c.SentPackets, (long)c.ReceivedBytes, (long)c.SentBytes, (long)c.Missed, (long)c.ReceiveErrors,
                (long)c.SendErrors, (long)c.NoBuffer);
        }
    }

    /// <summary>Starts DPDK and the port.</summary>
    /// <exception cref="DpdkException">Something is missing; the message says what, and what mends it.</exception>
    public static DpdkPort Open(DpdkOptions options)
    {
        if (options.Device.Length == 0)
            throw new DpdkException("no device is named; set mtcp.dpdk-device to a PCI address or a virtual device");
        if (options.DataRoom > DpdkOptions.MaxDataRoom)
            throw new DpdkException($"a packet holds {DpdkOptions.MaxDataRoom} bytes at most; lower framesz in mtcp.dpdk-device");
        var eal = DpdkEnvironment.Start(options);
        var id = DpdkNative.PortFind(options.PortName);
        if (id < 0)
            throw new DpdkException(DeviceAdvice.ForMissingPort(options));
        var description = PortDescription.Read(options.PortName, id);
        if (description.MaxQueues < options.Queues)
            throw new DpdkException($"the port {description.Name} has {description.MaxQueues} queues and mtcp.cores is {options.Queues}; lower mtcp.cores, or give the device more queues");
        var capabilities = Describe(options, description);
        var pools = CreatePools(options, description);
        Start(options, description, id, capabilities, pools);
        var port = new DpdkPort(id, description, capabilities, pools, eal.UsesHugepages);
        if (options.Queues > 1 && description.HasReceiveSideScaling)
            port.Spread();
        return port;
    }

    /// <summary>Stops the port and gives its memory back. No queue may be in use any more.</summary>
    public void Dispose()
    {
        if (_closed)
            return;
        _closed = true;
        foreach (var queue in _queues)
            queue.ReturnStash();
        _ = DpdkNative.PortClose(_id);
        foreach (var queue in _queues)
            queue.FreePool();
    }

    private void Spread()
    {
        var scaling = ReceiveSideScaling.Configure(Description, _id, _queues.Length);
        foreach (var queue in _queues)
            queue.Scaling = scaling;
    }

    private static NicCapabilities Describe(DpdkOptions options, PortDescription port) => new(
        options.Mac ?? port.Mac,
        Math.Min(options.Mtu, port.MaxMtu),
        options.Offload && port.ReceiveChecksums,
        options.Offload && port.TransmitChecksums,
        options.Buffers);

    private static nint[] CreatePools(DpdkOptions options, PortDescription port)
    {
        var pools = new nint[options.Queues];
        for (var i = 0; i < pools.Length; i++)
        {
            pools[i] = DpdkNative.PoolCreate($"{port.Name}-{i}", options.Buffers, options.DataRoom, options.TakesPages ? 1 : 0, port.NumaNode);
            if (pools[i] == 0)
                throw new DpdkException(DeviceAdvice.ForMissingPool(options, DpdkNative.Error()));
        }
        return pools;
    }

    private static void Start(DpdkOptions options, PortDescription port, int id, NicCapabilities capabilities, nint[] pools)
    {
        var settings = new NativePortSettings
        {
            Queues = options.Queues,
            ReceiveDescriptors = options.ReceiveDescriptors,
            TransmitDescriptors = options.TransmitDescriptors,
            Mtu = capabilities.Mtu,
            ReceiveChecksums = capabilities.ReceiveChecksums ? 1 : 0,
            TransmitChecksums = capabilities.TransmitChecksums ? 1 : 0,
            Promiscuous = options.Promiscuous || options.Mac is not null ? 1 : 0,
            HashKeyLength = port.HashKeySize,
        };
        ToeplitzHash.SymmetricKey(64).CopyTo(new Span<byte>(settings.HashKey, 64));
        int code;
        fixed (nint* pool = pools)
            code = DpdkNative.PortStart(id, &settings, pool);
        if (code < 0)
            throw new DpdkException($"the port {port.Name} ({port.Driver}) does not start with {options.Queues} queues and an MTU of {capabilities.Mtu}: {DpdkNative.Text(code)}");
    }
}
