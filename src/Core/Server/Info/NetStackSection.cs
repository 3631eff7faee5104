using System.Globalization;
using System.Text;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport.Combined;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>INFO netstack: the port and, per queue, what the node's own TCP/IP stack did.</summary>
internal static class NetStackSection
{
    public static void Write(Node node, StringBuilder text)
    {
        text.Line("netstack_transport", node.Port is null ? "sockets" : "dpdk");
        if (node.Port is not { } port)
            return;
        WritePort(port, text);
        foreach (CoreLoop core in node.Cores)
        {
            if (core.Transport is CombinedTransport combined)
                WriteQueue(core.Index, combined, port.Queues[core.Index], text);
        }
    }

    private static void WritePort(DpdkPort port, StringBuilder text)
    {
        LinkStatus link = port.Link;
        PortCounters counters = port.Counters;
        text.Line("netstack_dpdk", DpdkPort.Version)
            .Line("netstack_port", port.Description.Name)
            .Line("netstack_driver", port.Description.Driver)
            .Line("netstack_station", port.Capabilities.Mac.ToString())
            .Line("netstack_mtu", port.Capabilities.Mtu)
            .Line("netstack_link", link.IsUp ? "up" : "down")
            .Line("netstack_link_mbits", link.Megabits)
            .Line("netstack_queues", port.Queues.Count)
            .Line("netstack_rss", port.Description.HasReceiveSideScaling ? "symmetric" : "device")
            .Line("netstack_hugepages", port.UsesHugepages ? 1 : 0)
            .Line("netstack_checksum_offload", $"receive={Number(port.Capabilities.ReceiveChecksums)},transmit={Number(port.Capabilities.TransmitChecksums)}")
            .Line("netstack_port_counters",
                $"received={counters.ReceivedPackets},sent={counters.SentPackets},received_bytes={counters.ReceivedBytes},"
                + $"sent_bytes={counters.SentBytes},missed={counters.Missed},receive_errors={counters.ReceiveErrors},"
                + $"send_errors={counters.SendErrors},no_buffer={counters.NoBuffer}");
    }

    private static void WriteQueue(int index, CombinedTransport transport, DpdkNicQueue queue, StringBuilder text)
    {
        NetInterface net = transport.Stack.Interface;
        InterfaceStatistics frames = net.Statistics;
        string name = $"queue_{index}";
        text.Line($"{name}_frames", $"received={frames.FramesReceived},sent={frames.FramesSent},received_bytes={frames.BytesReceived},sent_bytes={frames.BytesSent},passed_on={frames.PassedOn}");
        text.Line($"{name}_packets", $"pool={queue.Capabilities.BufferCount},available={queue.Available},held={transport.Stack.Tcp.HeldPackets},skipped={queue.Skipped}");
        text.Line($"{name}_drops", Drops(net.Drops));
        text.Line($"{name}_addresses", $"conflicts={frames.AddressConflicts},station={frames.LastConflict?.Station.ToString() ?? "none"},echo_replies={frames.EchoReplies},reassembled={frames.Reassembled}");
        WriteTcp(name, transport.Stack.Tcp, text);
        WritePolls(name, transport.Meter, frames, text);
    }

    private static void WriteTcp(string name, TcpStack tcp, StringBuilder text)
    {
        TcpStatistics s = tcp.Statistics;
        text.Line($"{name}_segments", $"received={s.SegmentsReceived},sent={s.SegmentsSent},retransmitted={s.Retransmissions},spurious={s.SpuriousRetransmissions}");
        text.Line($"{name}_recovery", $"timeouts={s.Timeouts},fast_recoveries={s.FastRecoveries},tail_probes={s.TailProbes}");
        text.Line($"{name}_rtt_usec", $"samples={s.RttSamples},mean={(s.RttSamples == 0 ? 0 : s.RttTotal / s.RttSamples)},longest={s.RttLongest}");
        text.Line($"{name}_opens", $"passive={s.PassiveOpens},active={s.ActiveOpens},cookies_sent={s.CookiesSent},cookies_accepted={s.CookiesAccepted}");
        text.Line($"{name}_ends", $"resets_sent={s.ResetsSent},resets_received={s.ResetsReceived},challenge_acks={s.ChallengeAcks},timed_out={s.TimedOut}");
        text.Line($"{name}_connections", $"all={tcp.ConnectionCount}{States(s)}");
        text.Line($"{name}_buffers", $"bytes={tcp.BufferBytes}");
    }

    private static void WritePolls(string name, PollMeter polls, InterfaceStatistics frames, StringBuilder text)
    {
        long packets = Math.Max(1, frames.FramesReceived + frames.FramesSent);
        double nanoseconds = polls.BusyMicroseconds * 1000.0 / packets;
        text.Line($"{name}_polls", $"busy={polls.BusyLooks},idle={polls.IdleLooks},busy_usec={polls.BusyMicroseconds}");
        text.Line($"{name}_cost", string.Create(CultureInfo.InvariantCulture,
            $"nsec_per_packet={nanoseconds:F1},cycles_per_packet={nanoseconds * ProcessorClock.Gigahertz:F0}"));
        text.Line($"{name}_gaps", $"longest_usec={polls.LongestGapMicroseconds},over_1ms={polls.LongGaps}");
    }

    private static string Drops(DropCounters drops)
    {
        var text = new StringBuilder($"all={drops.Total}");
        foreach (DropCause cause in Enum.GetValues<DropCause>())
        {
            if (drops[cause] > 0)
                text.Append(CultureInfo.InvariantCulture, $",{SnakeCase(cause.ToString())}={drops[cause]}");
        }
        return text.ToString();
    }

    private static string States(TcpStatistics statistics)
    {
        var text = new StringBuilder();
        foreach (TcpState state in Enum.GetValues<TcpState>())
        {
            if (statistics.InState(state) > 0)
                text.Append(CultureInfo.InvariantCulture, $",{SnakeCase(state.ToString())}={statistics.InState(state)}");
        }
        return text.ToString();
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static int Number(bool on) => on ? 1 : 0;
}
