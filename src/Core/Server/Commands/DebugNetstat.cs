using System.Globalization;
using System.Text;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport.Combined;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Commands;

/// <summary>DEBUG NETSTAT: the connections of the node's own TCP stack, one line each, with the variables of RFC 9293 and 6298.</summary>
internal static class DebugNetstat
{
    private const int DefaultCount = 1000;

    public static void Run(SessionContext c)
    {
        int count = DefaultCount;
        if (c.ArgCount == 3 && (!int.TryParse(c.Text(2), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0))
        {
            c.Reply.Error("ERR value is not an integer or out of range"u8);
            return;
        }
        if (c.Node.Port is null)
        {
            c.Reply.Error("ERR the node has no TCP stack of its own: mtcp.transport is sockets"u8);
            return;
        }
        List<string> lines = [];
        foreach (CoreLoop core in c.Node.Cores)
        {
            if (core.Transport is CombinedTransport combined)
                List(core.Index, combined.Stack.Tcp, count, lines);
        }
        c.Reply.Array(lines.Count);
        foreach (string line in lines)
            c.Reply.Bulk(Encoding.ASCII.GetBytes(line));
    }

    private static void List(int core, TcpStack tcp, int count, List<string> lines)
    {
        for (int id = 0; id < tcp.HighestId && lines.Count < count; id++)
        {
            if (tcp.TryDescribe(id, out FlowKey flow, out ConnectionStatistics s))
            {
                lines.Add(
                    $"core={core} local={flow.Local} remote={flow.Remote} state={s.State} snd.wnd={s.SendWindow} inflight={s.InFlight} "
                    + $"cwnd={s.CongestionWindow} ssthresh={s.SlowStartThreshold} mss={s.SegmentSize} sendq={s.SendQueue} recvq={s.ReceiveQueue} "
                    + $"srtt={s.SmoothedRtt}us rttvar={s.RttVariation}us rto={s.RetransmitTimeout}us retrans={s.Retransmissions} "
                    + $"received={s.BytesReceived} acked={s.BytesAcknowledged}");
            }
        }
    }
}
