namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>What the EAL is started with. It can be started once per process only, so everything is decided before.</summary>
/// <param name="Values">The arguments, the program's name first.</param>
/// <param name="UsesHugepages">Whether packet memory will lie in hugepages.</param>
internal sealed record EalArguments(IReadOnlyList<string> Values, bool UsesHugepages)
{
    /// <summary>Memory that the EAL and rings need besides packets.</summary>
    private const int OtherMegabytes = 64;

    /// <summary>Metadata of a packet: mbuf header, head room, pool header.</summary>
    private const int PacketOverhead = 384;

    /// <summary>Decides.</summary>
    /// <param name="options">What the operator wants.</param>
    /// <param name="freeHugepageMegabytes">Memory in free hugepages.</param>
    /// <param name="processors">Processors of the machine, at least 1.</param>
    /// <exception cref="DpdkException">Hugepages are asked for and there are too few.</exception>
    internal static EalArguments For(DpdkOptions options, long freeHugepageMegabytes, int processors)
    {
        var megabytes = NeededMegabytes(options, options.TakesPages);
        var huge = options.Hugepages switch
        {
            HugepageUse.Never => false,
            HugepageUse.Auto => freeHugepageMegabytes >= megabytes,
            _ => freeHugepageMegabytes >= megabytes ? true : throw new DpdkException(
                $"DPDK needs {megabytes} MB in hugepages and {freeHugepageMegabytes} MB are free; run: echo {(megabytes + 1) / 2} > /proc/sys/vm/nr_hugepages"),
        };
        // The thread that starts the EAL is bound to a processor unless the logical core may float over all of them.
        List<string> values = ["mtcp-redis", $"--lcores=0@(0-{processors - 1})", "--no-telemetry", "--log-level=*:warning"];
        values.AddRange(huge ? ["--in-memory", "-m", $"{megabytes}"] : ["--no-huge", "--no-shconf", "-m", $"{Math.Max(512, NeededMegabytes(options, inPages: true))}"]);
        // What is lent goes to the other process as one file.
        if (options.LendsPackets)
            values.Add("--single-file-segments");
        values.AddRange(options.IsHardware ? ["-a", options.Device] : ["--no-pci", "--iova-mode=va", $"--vdev={options.Device}"]);
        values.AddRange(options.ExtraArguments);
        return new(values, huge);
    }

    /// <param name="options">How many packets of which size.</param>
    /// <param name="inPages">Whether packets keep off the ends of ordinary pages, as they do where there are no larger ones.</param>
    private static int NeededMegabytes(DpdkOptions options, bool inPages)
    {
        var packet = options.DataRoom + PacketOverhead;
        if (inPages)
            packet = (packet + Environment.SystemPageSize - 1) / Environment.SystemPageSize * Environment.SystemPageSize;
        return (int)((long)options.Buffers * options.Queues * packet / (1 << 20)) + OtherMegabytes;
    }
}
