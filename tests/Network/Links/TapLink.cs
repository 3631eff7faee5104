using MtcpRedis.Network.Support;

namespace MtcpRedis.Network.Links;

/// <summary>One namespace with a tap interface that the node's own DPDK makes; the kernel's clients are at its other end.</summary>
internal sealed class TapLink : Link
{
    public override NetworkNamespace ServerSide { get; } = new("tap");

    public override NetworkNamespace ClientSide => ServerSide;

    public override int Queues => 1;

    public override string Device => $"net_tap0,iface={ClientInterface}";

    public override void PortIsUp() => BringUpClientSide();

    public override void Dispose() => ServerSide.Dispose();
}
