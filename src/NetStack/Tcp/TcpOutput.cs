using System.Runtime.CompilerServices;
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
internal sealed unsafe class TcpOutput(TcpStack stack, NetInterface net)
{
    private const int MostSackBlocks = 3;
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
        if (connection.State is TcpState.SynSent)
            return;
        ref var packet = ref Begin(connection, stack.Now);
        if (Unsafe.IsNullRef(ref packet))
            return;
        stack.Statistics.ResetsSent++;
        var header = new TcpHeader(connection.Local.Port, connection.Remote.Port, connection.Sender.Next, connection.Receiver.Next,
            TcpFlags.Rst | TcpFlags.Ack, 0);
        EmitControl(ref packet, connection, header, TcpOptions.None, stack.Now);
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
        ref var packet = ref Begin(connection, now);
        if (Unsafe.IsNullRef(ref packet))
            return Outcome.Blocked;
        ref var sender = ref connection.Sender;
        ref var receiver = ref connection.Receiver;
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
        // It may have waited for the port; the round trip starts now.
        connection.Timers.StopRetransmit();
        if (sender.Next == sender.InitialSequence)
            sender.Next = sender.InitialSequence + 1;
        if (isAnswer)
            receiver.OnAckSent();
        EmitControl(ref packet, connection, header, options, now);
        return Outcome.Sent;
    }

    private Outcome EmitSynchronized(TcpConnection connection, long now)
    {
        ref var sender = ref connection.Sender;
        ref var receiver = ref connection.Receiver;
        if (!sender.HasWork && !receiver.AckNow)
            return Outcome.Nothing;
        ref var packet = ref Begin(connection, now);
        if (Unsafe.IsNullRef(ref packet))
            return Outcome.Blocked;
        var sackRoom = sender.Recovery.SackEnabled && receiver.HasSackToReport ? 4 + 8 * Math.Min(receiver.SackBlockCount, MostSackBlocks) : 0;
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
            return Outcome.Nothing;
        }
        EmitSegment(ref packet, connection, sequence, length, fin, now);
        return Outcome.Sent;
    }

    private void EmitSegment(ref PacketBuffer packet, TcpConnection connection, SeqNumber sequence, int length, bool fin, long now)
    {
        ref var sender = ref connection.Sender;
        ref var receiver = ref connection.Receiver;
        var isV4 = connection.IsV4;
        var tcp = packet.Data + net.PayloadOffset(isV4);
        var hasSack = sender.Recovery.SackEnabled && receiver.HasSackToReport;
        Unsafe.SkipInit(out SackBlocks blocks);
        var blockCount = hasSack ? receiver.TakeSackBlocks(ref blocks, MostSackBlocks) : 0;
        var headerLength = TcpHeader.MinLength + (connection.UsesTimestamps ? TcpOptions.TimestampLength : 0);
        if (blockCount > 0)
            headerLength += 4 + 8 * blockCount;
        var flags = fin ? TcpFlags.Ack | TcpFlags.Fin : TcpFlags.Ack;
        if (length > 0 && sequence + length == sender.FinSequence)
            flags |= TcpFlags.Psh;

        var writer = new SummingWriter(tcp, connection.PseudoHeader + (ulong)Checksum.Native((ushort)(headerLength + length)));
        var withoutHeader = writer.Sum;
        writer.Put((uint)connection.Flow.Local.Port << 16 | connection.Flow.Remote.Port);
        writer.Put(sequence.Value);
        writer.Put(receiver.Next.Value);
        writer.Put((uint)(headerLength / 4) << 28 | (uint)flags << 16 | receiver.SelectWindow(sender.SegmentSize));
        writer.Put(0);
        if (connection.UsesTimestamps)
        {
            writer.Put(TcpOptions.AlignedTimestamp);
            writer.Put(connection.TimestampNow(now));
            writer.Put(receiver.RecentTimestamp);
        }
        if (blockCount > 0)
            writer = WithSack(writer, blocks, blockCount);
        receiver.OnAckSent();
        ulong sum;
        if (_offload)
        {
            sum = withoutHeader;
            if (length > 0)
                sender.Copy(sequence, writer.Position, length);
        }
        else
        {
            sum = length > 0 ? writer.Sum + sender.CopyWords(sequence, writer.Position, length) : writer.Sum;
        }
        Finish(ref packet, connection, tcp, headerLength + length, sum, now);
    }

    /// <summary>By value, so that the writer of the many segments without SACK can live in registers.</summary>
    private static SummingWriter WithSack(SummingWriter writer, scoped in SackBlocks blocks, int count)
    {
        writer.Put(TcpOptions.AlignedSack | (uint)(2 + 8 * count));
        for (var i = 0; i < count; i++)
        {
            writer.Put(blocks[i].Left.Value);
            writer.Put(blocks[i].Right.Value);
        }
        return writer;
    }

    /// <summary>A segment without payload and with any options.</summary>
    private void EmitControl(ref PacketBuffer packet, TcpConnection connection, in TcpHeader header, in TcpOptions options, long now)
    {
        var length = TcpHeader.MinLength + options.Length;
        var tcp = packet.Data + net.PayloadOffset(connection.IsV4);
        var bytes = new Span<byte>(tcp, length);
        header.Write(bytes, options.Length);
        options.Write(bytes[TcpHeader.MinLength..]);
        var sum = connection.PseudoHeader + (ulong)Checksum.Native((ushort)length);
        Finish(ref packet, connection, tcp, length, _offload ? sum : sum + Checksum.Words(ref *tcp, length), now);
    }

    /// <summary>Puts the checksum, or what the port needs to make it, into its field and sends the segment.</summary>
    private void Finish(ref PacketBuffer packet, TcpConnection connection, byte* tcp, int length, ulong sum, long now)
    {
        var folded = Checksum.FoldTo32(sum);
        NetworkOrder.Put16(tcp + TcpHeader.ChecksumOffset, _offload ? Checksum.FoldTo16(folded) : Checksum.Finish(folded));
        packet.Flags = PacketFlags.None;
        if (_offload)
        {
            packet.Flags = PacketFlags.OffloadNetworkChecksum | PacketFlags.OffloadTransportChecksum;
            packet.LinkHeaderLength = (byte)net.LinkHeaderLength;
            packet.NetworkHeaderLength = (byte)(connection.IsV4 ? Ipv4Header.MinLength : Ipv6Header.Length);
        }
        // Without a route the segment is as good as lost on the way; the retransmission timer will find out whether one appears.
        if (connection.NextHop is not { } nextHop)
            return;
        stack.Statistics.SegmentsSent++;
        net.Complete(ref packet, nextHop, connection.Flow, length, connection.DontFragment, now);
    }

    private ref PacketBuffer Begin(TcpConnection connection, long now)
    {
        if (connection.NextHop is not { Evicted: false })
            connection.NextHop = net.Resolve(connection.Remote.Address, now);
        return ref net.Begin();
    }
}
