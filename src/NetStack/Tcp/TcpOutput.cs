using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// Turns what a connection has to say into packets, one per call: retransmission, new data, FIN or ACK, always with the latest ACK and window.
/// It asks the interface for a packet first, so that the connection's state only moves when the segment really leaves.
/// </summary>
internal sealed class TcpOutput(TcpStack stack, NetInterface net)
{
    private readonly bool _offload = net.Queue.Capabilities.TransmitChecksums;

    internal enum Outcome
    {
        Nothing,
        Sent,
        Blocked,
    }

    /// <summary>Emits the next segment of a connection, if it has one and the interface has room.</summary>
    internal Outcome TryEmit(TcpConnection connection, long now)
    {
        if (connection.State == TcpState.Closed)
            return Outcome.Nothing;
        if (!net.HasTransmitRoom)
            return Outcome.Blocked;
        if (connection.State is TcpState.SynSent or TcpState.SynReceived)
            return connection.Sender.SynPending ? EmitSyn(connection, now) : Outcome.Nothing;
        return EmitSynchronized(connection, now);
    }

    /// <summary>A reset for a connection of ours, sent at once if there is room; a lost reset is repaired by the next segment of the peer.</summary>
    internal void SendReset(TcpConnection connection)
    {
        if (connection.NextHop is null || connection.State is TcpState.SynSent || !net.TryBegin(out var packet))
            return;
        stack.Statistics.ResetsSent++;
        var header = new TcpHeader(connection.Local.Port, connection.Remote.Port, connection.Sender.Next, connection.Receiver.Next,
            TcpFlags.Rst | TcpFlags.Ack, 0);
        Finish(packet, connection, header, TcpOptions.None, 0, stack.Now);
    }

    /// <summary>Answers a segment that belongs to nothing with a reset that its sender must accept (RFC 9293 section 3.10.7.1).</summary>
    internal void ReplyReset(in FlowKey flow, ref InSegment segment)
    {
        if (segment.Has(TcpFlags.Rst) || !stack.TryTakeChallenge(stack.Now))
            return;
        stack.Statistics.ResetsSent++;
        if (segment.Has(TcpFlags.Ack))
            SendControl(flow, new(flow.Local.Port, flow.Remote.Port, segment.Acknowledgment, default, TcpFlags.Rst, 0), TcpOptions.None);
        else
            SendControl(flow, new(flow.Local.Port, flow.Remote.Port, default, segment.End, TcpFlags.Rst | TcpFlags.Ack, 0), TcpOptions.None);
    }

    /// <summary>Sends a segment without payload that belongs to no connection.</summary>
    internal void SendControl(in FlowKey flow, in TcpHeader header, in TcpOptions options)
    {
        if (net.Resolve(flow.Remote.Address, stack.Now) is not { } neighbour || !net.TryBegin(out var packet))
            return;
        var offset = net.PayloadOffset(flow.Local.Address.IsV4);
        var length = TcpHeader.MinLength + options.Length;
        var bytes = packet.Room.Slice(offset, length);
        header.Write(bytes, options.Length);
        options.Write(bytes[TcpHeader.MinLength..]);
        var sum = Checksum.Add(Checksum.Add(TcpStack.PseudoHeader(flow), (ushort)length), bytes);
        NetworkOrder.Put16(bytes, TcpHeader.ChecksumOffset, Checksum.Finish(sum));
        stack.Statistics.SegmentsSent++;
        net.Send(packet, neighbour, flow.Local.Address, flow.Remote.Address, IpProtocol.Tcp, length, stack.Now);
    }

    private Outcome EmitSyn(TcpConnection connection, long now)
    {
        if (!TryBegin(connection, now, out var packet))
            return Outcome.Blocked;
        var (sender, receiver) = (connection.Sender, connection.Receiver);
        var isAnswer = connection.State == TcpState.SynReceived;
        var options = TcpOptions.None;
        options.MaxSegmentSize = (ushort)(net.Mtu - connection.HeaderOverhead);
        if (isAnswer ? connection.PeerScales : stack.Options.WindowScaling)
            options.WindowScale = (sbyte)stack.WindowShift;
        options.SackPermitted = isAnswer ? sender.Recovery.SackEnabled : stack.Options.SelectiveAcknowledgment;
        if (isAnswer ? connection.UsesTimestamps : stack.Options.Timestamps)
            options.SetTimestamp(connection.TimestampNow(now), isAnswer ? receiver.RecentTimestamp : 0);
        var flags = isAnswer ? TcpFlags.Syn | TcpFlags.Ack : TcpFlags.Syn;
        var header = new TcpHeader(connection.Local.Port, connection.Remote.Port, sender.InitialSequence,
            isAnswer ? receiver.Next : default, flags, receiver.SynWindow);
        sender.SynPending = false;
        if (sender.Next == sender.InitialSequence)
            sender.Next = sender.InitialSequence + 1;
        if (isAnswer)
            receiver.OnAckSent();
        Finish(packet, connection, header, options, 0, now);
        return Outcome.Sent;
    }

    private Outcome EmitSynchronized(TcpConnection connection, long now)
    {
        var (sender, receiver) = (connection.Sender, connection.Receiver);
        if (!sender.HasWork && !receiver.AckNow)
            return Outcome.Nothing;
        if (!TryBegin(connection, now, out var packet))
            return Outcome.Blocked;
        var sackRoom = sender.Recovery.SackEnabled && receiver.HasSackToReport ? 4 + 8 * Math.Min(receiver.SackBlockCount, 3) : 0;
        if (sender.TryNext(stack, sender.SegmentSize - sackRoom, now, out var sequence, out var length, out var fin))
        {
            sender.ProbePending = false;
        }
        else if (sender.ProbePending)
        {
            sender.ProbePending = false;
            sequence = sender.Unacknowledged + -1;
        }
        else if (receiver.AckNow)
        {
            sequence = sender.Next;
        }
        else
        {
            net.Free(ref packet);
            return Outcome.Nothing;
        }
        EmitSegment(connection, packet, sequence, length, fin, now);
        return Outcome.Sent;
    }

    private void EmitSegment(TcpConnection connection, PacketBuffer packet, SeqNumber sequence, int length, bool fin, long now)
    {
        var (sender, receiver) = (connection.Sender, connection.Receiver);
        var options = TcpOptions.None;
        if (connection.UsesTimestamps)
            options.SetTimestamp(connection.TimestampNow(now), receiver.RecentTimestamp);
        if (sender.Recovery.SackEnabled && receiver.HasSackToReport)
            options.SackCount = (byte)receiver.TakeSackBlocks(ref options.Sack, 3);
        var flags = TcpFlags.Ack;
        if (length > 0 && sequence + length == sender.FinSequence)
            flags |= TcpFlags.Psh;
        if (fin)
            flags |= TcpFlags.Fin;
        var header = new TcpHeader(connection.Local.Port, connection.Remote.Port, sequence, receiver.Next, flags,
            receiver.SelectWindow(sender.SegmentSize));
        receiver.OnAckSent();
        Finish(packet, connection, header, options, length, now);
    }

    private bool TryBegin(TcpConnection connection, long now, out PacketBuffer packet)
    {
        if (!net.TryBegin(out packet))
            return false;
        if (connection.NextHop is not { Evicted: false })
            connection.NextHop = net.Resolve(connection.Remote.Address, now);
        return true;
    }

    private void Finish(PacketBuffer packet, TcpConnection connection, in TcpHeader header, in TcpOptions options, int payload, long now)
    {
        if (connection.NextHop is not { } nextHop)
        {
            // No route: as good as lost on the way; the retransmission timer will find out whether one appears.
            net.Free(ref packet);
            return;
        }
        var isV4 = connection.Local.Address.IsV4;
        var optionsLength = options.Length;
        var headerLength = TcpHeader.MinLength + optionsLength;
        var length = headerLength + payload;
        var bytes = packet.Room.Slice(net.PayloadOffset(isV4), length);
        header.Write(bytes, optionsLength);
        if (optionsLength > 0)
            options.Write(bytes[TcpHeader.MinLength..]);
        if (payload > 0)
            connection.Sender.Copy(header.Sequence, bytes[headerLength..]);
        var sum = Checksum.Add(connection.PseudoHeader, (ushort)length);
        if (_offload)
        {
            packet.Flags = PacketFlags.OffloadNetworkChecksum | PacketFlags.OffloadTransportChecksum;
            packet.LinkHeaderLength = (byte)net.LinkHeaderLength;
            packet.NetworkHeaderLength = (byte)(isV4 ? Ipv4Header.MinLength : Ipv6Header.Length);
            NetworkOrder.Put16(bytes, TcpHeader.ChecksumOffset, Checksum.FoldTo16(sum));
        }
        else
        {
            NetworkOrder.Put16(bytes, TcpHeader.ChecksumOffset, Checksum.Finish(Checksum.Add(sum, bytes)));
        }
        stack.Statistics.SegmentsSent++;
        net.Send(packet, nextHop, connection.Local.Address, connection.Remote.Address, IpProtocol.Tcp, length, now, connection.DontFragment);
    }
}
