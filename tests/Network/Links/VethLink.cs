using MtcpRedis.Network.Support;

namespace MtcpRedis.Network.Links;

/// <summary>Two namespaces joined by a veth pair; the node drives one end by packet or XDP sockets.</summary>
internal sealed class VethLink : Link
{
    private const string NodeInterface = "s0";
    private readonly LinkKind _kind;
    private readonly int _ringFrame;

    /// <summary>Makes it.</summary>
    /// <param name="kind">What drives the node's end.</param>
    /// <param name="ringFrame">Bytes of a frame in net_af_packet's ring.</param>
    public VethLink(LinkKind kind, int ringFrame = 2048)
    {
        (_kind, _ringFrame) = (kind, ringFrame);
        ServerSide = new NetworkNamespace("node");
        try
        {
            ClientSide = new NetworkNamespace("peer");
            Join();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override NetworkNamespace ServerSide { get; }

    public override NetworkNamespace ClientSide { get; } = null!;

    public override int Queues => _kind is LinkKind.AfPacketTwoQueues ? 2 : 1;

    public override string Device => _kind is LinkKind.AfXdp
        ? $"net_af_xdp0,iface={NodeInterface},start_queue=0,queue_count=1,busy_budget=0"
        : $"net_af_packet0,iface={NodeInterface},qpairs={Queues},blocksz=65536,framesz={_ringFrame},framecnt=1024,qdisc_bypass=1";

    public override void Dispose()
    {
        ClientSide?.Dispose();
        ServerSide.Dispose();
    }

    /// <summary>The kernel must not answer on the node's end itself, and must not leave checksums and segmentation to its own.</summary>
    private void Join()
    {
        ServerSide.Ip($"link add {NodeInterface} type veth peer name {ClientInterface} netns {ClientSide.Name}");
        ServerSide.SetControl($"net/ipv6/conf/{NodeInterface}/disable_ipv6", "1");
        ServerSide.Ip($"link set {NodeInterface} up");
        ClientSide.Must("ethtool", "-K", ClientInterface, "tx", "off", "gso", "off", "gro", "off");
        BringUpClientSide();
    }
}
