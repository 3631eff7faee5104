using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// Header prediction: in an open connection without losses a segment nearly always continues where the last one ended, or acknowledges what was sent, or
/// both. Such a segment passes all checks of <see cref="OnSegment"/>, so they are not made one by one. What is done with it is the same.
/// </summary>
public sealed unsafe partial class TcpConnection
{
    private const uint HeaderWithTimestamp = 0x8010;
    private const uint HeaderWithoutOptions = 0x5010;
    private const uint AllButPush = 0xFFF7;

    /// <summary>Peer's and our address as they stand in the peer's IP header; 0 for IPv6, which does not come this way.</summary>
    private ulong _wireAddresses;

    /// <summary>Peer's and our port as they stand in the peer's TCP header.</summary>
    private uint _wirePorts;

    /// <summary>True if the segment is of this connection and is what it expects. Changes nothing.</summary>
    /// <param name="ip">IP header without options.</param>
    /// <param name="tcp">TCP header.</param>
    /// <param name="length">Bytes of the segment.</param>
    internal bool Expects(byte* ip, byte* tcp, int length)
    {
        if (NetworkOrder.Get64(ip + 12) != _wireAddresses || NetworkOrder.Get32(tcp) != _wirePorts || State != TcpState.Established)
            return false;
        var header = NetworkOrder.Get16(tcp + 12) & AllButPush;
        var headerLength = TcpHeader.MinLength;
        if (UsesTimestamps)
        {
            headerLength += TcpOptions.TimestampLength;
            if (header != HeaderWithTimestamp || length < headerLength || NetworkOrder.Get32(tcp + 20) != TcpOptions.AlignedTimestamp
                || (int)(NetworkOrder.Get32(tcp + 24) - Receiver.RecentTimestamp) < 0)
            {
                return false;
            }
        }
        else if (header != HeaderWithoutOptions)
        {
            return false;
        }
        return NetworkOrder.Get32(tcp + 4) == Receiver.Next.Value
            && (IsUserOwned || IsWaitingForAccept)
            && Timers.Kind != TcpTimerKind.Persist
            && Receiver.Expects(length - headerLength)
            && Sender.Expects(new(NetworkOrder.Get32(tcp + 8)), hasPayload: length > headerLength);
    }

    /// <summary>Takes a segment that <see cref="Expects"/> has said yes to.</summary>
    internal void TakeExpected(byte* tcp, int length, ref PacketBuffer packet, long now)
    {
        var headerLength = TcpHeader.MinLength;
        if (UsesTimestamps)
        {
            headerLength += TcpOptions.TimestampLength;
            if (Receiver.Next <= Receiver.LastAcknowledged)
                (Receiver.RecentTimestamp, Receiver.RecentTimestampSetAt) = (NetworkOrder.Get32(tcp + 24), now);
        }
        _lastReceived = now;
        _keepAliveProbes = 0;
        var window = (uint)NetworkOrder.Get16(tcp + 14) << Sender.WindowShift;
        if (Sender.TakeExpectedAck(_stack, Receiver.Next, new(NetworkOrder.Get32(tcp + 8)), window, now) > 0)
        {
            Timers.StopRetransmit();
            SignalRoom();
        }
        if (Sender.InFlight > 0 || Sender.HasUnsent)
            _stack.QueueOutput(this);
        if (length > headerLength)
            TakeExpectedPayload(tcp + headerLength, length - headerLength, ref packet);
        if (Receiver.AckOwed)
            _stack.QueueOutput(this);
        if (!IsInOutputQueue)
            UpdateTimers(now);
    }

    private void TakeExpectedPayload(byte* data, int length, ref PacketBuffer packet)
    {
        if (Receiver.TakeExpected(_stack, data, length, Sender.SegmentSize, ref packet))
            OnReceived(length);
    }
}
