using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.StackBench;
using MtcpRedis.StackBench.Device;

if (args.Contains("--help"))
{
    Console.WriteLine("""
        usage: mtcp-stackbench [--rounds N] [--milliseconds N] [--only TEXT]
        Two stacks joined by a wire in memory, driven by one thread. Every figure is the time of both ends together, halved: the cost of one end.
          --rounds N        times each scenario is measured, interleaved; the median is printed (7)
          --milliseconds N  length of one measurement (300)
          --only TEXT       only scenarios whose name contains the text

        usage: mtcp-stackbench --device PORT --address IP/LEN [--peer IP] [--seconds N] [--warmup N] [--mtu N] [--mac MAC]
        One end of a bulk stream over a port of DPDK (root): receives on TCP port 5201, or with --peer sends there. The first seconds, which the
        compiler needs, do not count (--warmup, 3).

        usage: mtcp-stackbench --device PORT --frames send|echo [--length BYTES] [--window FRAMES] [--seconds N]
        What the port carries without a stack: one end sends frames (64 bytes, 128 under way), the other returns them. The first 2 s do not count.

        usage: mtcp-stackbench --sockets send IP | --sockets receive
        The other end of such a stream on the kernel's TCP; it goes on until the end on DPDK has had enough.

        usage: mtcp-stackbench --gaps SECONDS
        How much of the time the processor it runs on (taskset -c N) is away, be it for other threads, interrupts or the host of a virtual machine.
        """);
    return 0;
}

try
{
    Run(args);
    return 0;
}
catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or DpdkException or TransportException)
{
    Console.Error.WriteLine($"mtcp-stackbench: {e.Message} (--help shows the options)");
    return 1;
}

static void Run(string[] args)
{
    if (args is ["--sockets", "send", var receiver])
    {
        SocketStream.Run(IpAddress.Parse(receiver), Console.Out);
    }
    else if (args is ["--sockets", "receive"])
    {
        SocketStream.Run(null, Console.Out);
    }
    else if (args is ["--gaps", var seconds])
    {
        new Gaps().Run(BenchOptions.Positive(seconds), Console.Out);
    }
    else if (FrameOptions.IsMeant(args))
    {
        new DeviceFrames(FrameOptions.Parse(args)).Run(Console.Out);
    }
    else if (StreamOptions.IsMeant(args))
    {
        using var stream = new DeviceStream(StreamOptions.Parse(args));
        stream.Run(Console.Out);
    }
    else
    {
        RunScenarios(BenchOptions.Parse(args));
    }
}

static void RunScenarios(BenchOptions options)
{
    var scenarios = ScenarioCatalog.All().Where(s => s.Name.Contains(options.Only, StringComparison.Ordinal)).ToArray();
    try
    {
        new Runner(options, Console.Out).Run(scenarios);
    }
    finally
    {
        foreach (var scenario in scenarios)
            scenario.Dispose();
    }
}
