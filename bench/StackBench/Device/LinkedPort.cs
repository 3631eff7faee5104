using MtcpRedis.NetStack.Devices.Dpdk;

namespace MtcpRedis.StackBench.Device;

/// <summary>A port whose other side is there.</summary>
internal static class LinkedPort
{
    /// <summary>How long the other side may take: for its link, and then for its first bytes.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Opens a port and waits for its link.</summary>
    /// <exception cref="InvalidOperationException">The link stays down.</exception>
    internal static DpdkPort Open(DpdkOptions options)
    {
        var port = DpdkPort.Open(options);
        if (port.AwaitLink(Patience))
            return port;
        port.Dispose();
        throw new InvalidOperationException($"the link of {port.Description.Name} stays down; is the other side running?");
    }
}
