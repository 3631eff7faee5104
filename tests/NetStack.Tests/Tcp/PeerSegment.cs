using System.Text;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>A hand-made segment of the peer. Sequence numbers are relative to the peer's ISN, acknowledgments to ours.</summary>
internal sealed record PeerSegment(string Flags, uint Seq = 1, uint Ack = 1, string Data = "", ushort Window = 60000)
{
    internal TcpOptions Options = TcpOptions.None;

    internal PeerSegment With(ushort mss = 0, sbyte scale = -1, bool sackPermitted = false)
    {
        Options.MaxSegmentSize = mss;
        Options.WindowScale = scale;
        Options.SackPermitted = sackPermitted;
        return this;
    }

    internal PeerSegment Stamped(uint value, uint echo)
    {
        Options.SetTimestamp(value, echo);
        return this;
    }

    internal TcpFlags Bits
    {
        get
        {
            var bits = TcpFlags.None;
            foreach (var flag in Flags)
            {
                bits |= flag switch
                {
                    'S' => TcpFlags.Syn,
                    'A' => TcpFlags.Ack,
                    'F' => TcpFlags.Fin,
                    'R' => TcpFlags.Rst,
                    'P' => TcpFlags.Psh,
                    'U' => TcpFlags.Urg,
                    _ => throw new ArgumentException($"unknown flag {flag}"),
                };
            }
            return bits;
        }
    }

    /// <summary>The form in which tests state what they expect: "SA 0+0 ack 1 win 65535 mss 1460".</summary>
    internal static string Describe(in TcpSegment segment, SeqNumber ours, SeqNumber theirs)
    {
        var text = new StringBuilder();
        foreach (var (bit, name) in new[] { (TcpFlags.Syn, 'S'), (TcpFlags.Fin, 'F'), (TcpFlags.Rst, 'R'), (TcpFlags.Psh, 'P'), (TcpFlags.Ack, 'A') })
            text.Append((segment.Flags & bit) != 0 ? name : "");
        text.Append($" {segment.Sequence - ours}+{segment.PayloadLength}");
        if ((segment.Flags & TcpFlags.Ack) != 0)
            text.Append($" ack {segment.Acknowledgment - theirs}");
        text.Append($" win {segment.Window}");
        TcpOptions.TryParse(segment.Options, out var options);
        if (options.MaxSegmentSize != 0)
            text.Append($" mss {options.MaxSegmentSize}");
        if (options.WindowScale >= 0)
            text.Append($" ws {options.WindowScale}");
        if (options.SackPermitted)
            text.Append(" sackok");
        if (options.HasTimestamp)
            text.Append($" ecr {options.TimestampEcho}");
        for (var i = 0; i < options.SackCount; i++)
            text.Append($" sack {options.Sack[i].Left - theirs}-{options.Sack[i].Right - theirs}");
        return text.ToString();
    }
}
