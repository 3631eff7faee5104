using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// The way in: RFC 9293 section 3.10.7, one small step per check, in the order of the RFC, with the sharper tests of RFC 5961 (blind attacks) and RFC
/// 7323 (PAWS). A step returns false when the segment has been dealt with.
/// </summary>
public sealed unsafe partial class TcpConnection
{
    private const long ChallengeInterval = 500_000;
    private const uint OldestEcho = 900_000;
    private const long TimestampLifetime = 24L * 24 * 3600 * 1_000_000;

    /// <summary>A segment for this connection.</summary>
    internal void OnSegment(ref InSegment segment, long now)
    {
        if (State == TcpState.SynSent)
            OnSynSent(ref segment, now);
        else
            OnSynchronized(ref segment, now);
        // What is queued for output has its timers set when it has said what it has to say; an ACK that leaves with a reply needs none.
        if (State != TcpState.Closed && !IsInOutputQueue)
            UpdateTimers(now);
    }

    /// <summary>A SYN for a listener opens this connection (RFC 9293 section 3.10.7.2).</summary>
    internal void OnListen(ref InSegment syn, long now)
    {
        MoveTo(TcpState.SynReceived);
        TakeSyn(ref syn, now);
        _stack.QueueOutput(this);
    }

    /// <summary>The ACK of a SYN cookie opens this connection in the state it would have reached.</summary>
    internal void OnCookie(ref InSegment ack, in TcpOptions options, long now)
    {
        Receiver.Start(ack.Sequence + -1);
        ApplySynOptions(options);
        Sender.SynPending = Sender.SynUnacknowledged = false;
        Sender.Next = Sender.Unacknowledged = ack.Acknowledgment;
        Sender.StartWindow(ack.Sequence, ack.Acknowledgment, (uint)ack.Window << Sender.WindowShift);
        if (UsesTimestamps)
            (Receiver.RecentTimestamp, Receiver.RecentTimestampSetAt) = (options.TimestampValue, now);
        MoveTo(TcpState.Established);
        _stack.OnEstablished(this);
        OnSegment(ref ack, now);
    }

    private void OnSynSent(ref InSegment segment, long now)
    {
        var hasAck = segment.Has(TcpFlags.Ack);
        if (hasAck && (segment.Acknowledgment <= Sender.InitialSequence || segment.Acknowledgment > Sender.Next))
        {
            _stack.Drop(DropCause.BadSegment);
            if (!segment.Has(TcpFlags.Rst))
                _stack.Output.ReplyReset(Flow, ref segment);
            return;
        }
        if (segment.Has(TcpFlags.Rst))
        {
            _stack.Statistics.ResetsReceived++;
            if (hasAck)
                Destroy(TcpError.Refused);
            return;
        }
        if (!segment.Has(TcpFlags.Syn))
        {
            _stack.Drop(DropCause.BadSegment);
            return;
        }
        TakeSyn(ref segment, now);
        if (!hasAck)
        {
            // Both ends have sent a SYN: simultaneous open.
            MoveTo(TcpState.SynReceived);
            Sender.SynPending = true;
            _stack.QueueOutput(this);
            return;
        }
        CompleteHandshake(ref segment, now);
        Receiver.AckNow = Receiver.AckOwed = true;
        _stack.Signal(this, TcpEvents.Connected | TcpEvents.Writable);
        TakeText(ref segment, now);
        _stack.QueueOutput(this);
    }

    private void TakeSyn(ref InSegment syn, long now)
    {
        Receiver.Start(syn.Sequence);
        ApplySynOptions(syn.Options);
        Sender.StartWindow(syn.Sequence, syn.Acknowledgment, syn.Window);
        _lastReceived = now;
        if (UsesTimestamps)
            (Receiver.RecentTimestamp, Receiver.RecentTimestampSetAt) = (syn.Options.TimestampValue, now);
    }

    /// <summary>Our SYN is acknowledged.</summary>
    private void CompleteHandshake(ref InSegment segment, long now)
    {
        Sender.SynPending = false;
        // RFC 6928 section 2: one lost SYN says little about the path, a second one says that it is congested.
        if (Sender.Retries > 1)
            Sender.Congestion.Reset((uint)Sender.SegmentSize, 1);
        if (Sender.Retries > 0)
            Sender.Rtt.RestartAfterLostSyn();
        else if (Timers.Kind == TcpTimerKind.Retransmission)
            Sender.Rtt.Sample(now - Timers.Retransmit + Sender.Rtt.Timeout);
        Sender.OnAck(_stack, segment, 0, now);
        // A SYN's window is never scaled; every other segment's is.
        var shift = segment.Has(TcpFlags.Syn) ? 0 : Sender.WindowShift;
        Sender.StartWindow(segment.Sequence, segment.Acknowledgment, (uint)segment.Window << shift);
        Timers.StopRetransmit();
        MoveTo(TcpState.Established);
        if (_keepAliveIdle > 0)
            Timers.Life = now + _keepAliveIdle;
        if (Sender.FinQueued)
            StartClosing();
    }

    private void OnSynchronized(ref InSegment segment, long now)
    {
        if (CheckTimestamp(ref segment, now) && CheckSequence(ref segment, now) && TakeTimestamp(ref segment, now)
            && CheckReset(ref segment, now) && CheckSyn(ref segment, now) && CheckAck(ref segment, now))
        {
            TakeText(ref segment, now);
        }
    }

    /// <summary>Protection against wrapped sequence numbers (RFC 7323 section 5.3).</summary>
    private bool CheckTimestamp(ref InSegment segment, long now)
    {
        if (!UsesTimestamps || segment.Has(TcpFlags.Rst))
            return true;
        if (!segment.Options.HasTimestamp)
        {
            _stack.Drop(DropCause.Paws);
            return false;
        }
        var age = unchecked((int)(segment.Options.TimestampValue - Receiver.RecentTimestamp));
        if (age < 0 && now - Receiver.RecentTimestampSetAt < TimestampLifetime)
        {
            _stack.Drop(DropCause.Paws);
            Challenge(now, hasPayload: segment.Length > 0);
            return false;
        }
        return true;
    }

    /// <summary>TS.Recent follows segments that are in the window and start no later than the last ACK (RFC 7323 section 4.3).</summary>
    private bool TakeTimestamp(ref InSegment segment, long now)
    {
        if (UsesTimestamps && segment.Sequence <= Receiver.LastAcknowledged && !segment.Has(TcpFlags.Rst))
            (Receiver.RecentTimestamp, Receiver.RecentTimestampSetAt) = (segment.Options.TimestampValue, now);
        return true;
    }

    private bool CheckSequence(ref InSegment segment, long now)
    {
        if (Receiver.IsAcceptable(segment))
            return true;
        if (State == TcpState.SynReceived && segment.Has(TcpFlags.Syn) && segment.Sequence == Receiver.InitialSequence
            && !segment.Has(TcpFlags.Rst))
        {
            return OnRepeatedSyn(ref segment);
        }
        if (segment.Has(TcpFlags.Rst))
        {
            _stack.Drop(DropCause.OutOfWindow);
            return false;
        }
        if (State == TcpState.TimeWait && segment.Has(TcpFlags.Fin))
            Timers.Life = now + _stack.Options.TimeWait;
        // With a closed window, ACKs of a probing peer must still count (RFC 9293 section 3.10.7.4).
        if (Receiver.Window == 0 && segment.Sequence == Receiver.Next && segment.Has(TcpFlags.Ack) && !segment.Has(TcpFlags.Syn))
            CheckAck(ref segment, now);
        if (State == TcpState.Closed)
            return false;
        _stack.Drop(DropCause.OutOfWindow);
        if (segment.Length > 0 && segment.End <= Receiver.Next)
            Receiver.TakePayload(_stack, ref segment, Sender.SegmentSize);
        // A SYN elsewhere than in the window is as easily forged as one in it, and is asked about at the same limited rate.
        Challenge(now, hasPayload: segment.SequenceLength > 0 && !segment.Has(TcpFlags.Syn));
        return false;
    }

    /// <summary>The peer has not seen our SYN-ACK, or has answered our SYN with its own (simultaneous open).</summary>
    private bool OnRepeatedSyn(ref InSegment segment)
    {
        if (!segment.Has(TcpFlags.Ack))
        {
            Sender.SynPending = true;
            _stack.QueueOutput(this);
            return false;
        }
        segment.Flags &= ~TcpFlags.Syn;
        segment.Sequence += 1;
        Receiver.AckNow = Receiver.AckOwed = true;
        _stack.QueueOutput(this);
        return true;
    }

    /// <summary>A reset counts only at exactly RCV.NXT; elsewhere in the window it is questioned (RFC 5961 section 3.2).</summary>
    private bool CheckReset(ref InSegment segment, long now)
    {
        if (!segment.Has(TcpFlags.Rst))
            return true;
        if (segment.Sequence != Receiver.Next)
        {
            _stack.Drop(DropCause.OutOfWindow);
            Challenge(now, hasPayload: false);
        }
        else if (State != TcpState.TimeWait)
        {
            // In TIME-WAIT a reset would cut the wait short and let old segments in (RFC 1337).
            _stack.Statistics.ResetsReceived++;
            Destroy(State == TcpState.SynReceived && Listener is null ? TcpError.Refused : TcpError.Reset);
        }
        return false;
    }

    /// <summary>A SYN inside the window may be forged: ask the peer (RFC 5961 section 4.2).</summary>
    private bool CheckSyn(ref InSegment segment, long now)
    {
        if (!segment.Has(TcpFlags.Syn))
            return true;
        _stack.Drop(DropCause.BadSegment);
        Challenge(now, hasPayload: false);
        return false;
    }

    private bool CheckAck(ref InSegment segment, long now)
    {
        if (!segment.Has(TcpFlags.Ack))
        {
            _stack.Drop(DropCause.BadSegment);
            return false;
        }
        if (State == TcpState.SynReceived && !TryLeaveSynReceived(ref segment, now))
            return false;
        if (!Sender.IsPlausible(segment.Acknowledgment))
        {
            _stack.Drop(DropCause.BadSegment);
            Challenge(now, hasPayload: false);
            return false;
        }
        _lastReceived = now;
        _keepAliveProbes = 0;
        var acked = Sender.OnAck(_stack, segment, EchoedRoundTrip(segment, now), now);
        if (Timers.Kind == TcpTimerKind.Persist)
            OnProbeAnswered();
        if (acked > 0)
        {
            Timers.StopRetransmit();
            SignalRoom();
        }
        if (Sender.FinQueued && Sender.FinAcknowledged)
            OnFinAcknowledged(now);
        if (State != TcpState.Closed && (Sender.InFlight > 0 || Sender.HasUnsent))
            _stack.QueueOutput(this);
        return State != TcpState.Closed;
    }

    /// <summary>The age of the timestamp that a segment echoes, in microseconds; 0 if there is none, or none that can be ours.</summary>
    private uint EchoedRoundTrip(in InSegment segment, long now)
    {
        if (!UsesTimestamps || segment.Options.TimestampEcho == 0)
            return 0;
        var ticks = TimestampNow(now) - segment.Options.TimestampEcho;
        return ticks < OldestEcho ? Math.Max(ticks * 1000, 500) : 0;
    }

    private void OnProbeAnswered()
    {
        Sender.Retries = 0;
        if (Sender.Window > 0)
            Sender.Rtt.ClearBackoff();
    }

    /// <summary>Tells a user who had more than there was room for when half of the buffer is free.</summary>
    private void SignalRoom()
    {
        if (!_wantsRoom || Sender.Buffered > _stack.Options.MaxSendBuffer / 2)
            return;
        _wantsRoom = false;
        _stack.Signal(this, TcpEvents.Writable);
    }

    private bool TryLeaveSynReceived(ref InSegment segment, long now)
    {
        if (segment.Acknowledgment <= Sender.Unacknowledged || segment.Acknowledgment > Sender.Next)
        {
            _stack.Drop(DropCause.BadSegment);
            _stack.Output.ReplyReset(Flow, ref segment);
            return false;
        }
        if (Listener is { IsAcceptQueueFull: true })
        {
            // As Linux does: the peer will send again, and there may be room then.
            _stack.Drop(DropCause.AcceptQueueFull);
            return false;
        }
        CompleteHandshake(ref segment, now);
        if (Listener is null)
            _stack.Signal(this, TcpEvents.Connected | TcpEvents.Writable);
        else
            _stack.OnEstablished(this);
        return true;
    }

    private void OnFinAcknowledged(long now)
    {
        switch (State)
        {
            case TcpState.FinWait1:
                MoveTo(TcpState.FinWait2);
                Timers.Life = IsUserOwned ? long.MaxValue : now + _stack.Options.FinWait2;
                break;
            case TcpState.Closing:
                EnterTimeWait(now);
                break;
            case TcpState.LastAck:
                Destroy(TcpError.None);
                break;
        }
    }

    /// <summary>Payload and FIN, in the states in which the peer may still send.</summary>
    private void TakeText(ref InSegment segment, long now)
    {
        if (State is not (TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2))
        {
            if (segment.SequenceLength > 0)
                Challenge(now, hasPayload: true);
            return;
        }
        if (segment.Length > 0)
        {
            if (!IsUserOwned && !IsWaitingForAccept && segment.End > Receiver.Next)
            {
                // Nobody will ever read this: say so, as Linux does, instead of letting the peer believe it was received.
                Reset(TcpError.Aborted);
                return;
            }
            var before = Receiver.Next;
            if (Receiver.TakePayload(_stack, ref segment, Sender.SegmentSize))
                OnReceived(Receiver.Next - before);
        }
        if ((segment.Has(TcpFlags.Fin) && Receiver.TakeFin(segment.End + -1)) || Receiver.FinPending && Receiver.TakeFin(Receiver.FinAt))
            OnFinReceived(now);
        if (Receiver.AckOwed)
            _stack.QueueOutput(this);
    }

    private void OnReceived(int bytes)
    {
        Receiver.BytesReceived += bytes;
        _stack.Statistics.BytesReceived += bytes;
        _stack.Signal(this, TcpEvents.Readable);
    }

    private void OnFinReceived(long now)
    {
        _stack.Signal(this, TcpEvents.Readable);
        switch (State)
        {
            case TcpState.Established:
                MoveTo(TcpState.CloseWait);
                break;
            case TcpState.FinWait1:
                MoveTo(TcpState.Closing);
                break;
            case TcpState.FinWait2:
                EnterTimeWait(now);
                break;
        }
    }

    private void EnterTimeWait(long now)
    {
        MoveTo(TcpState.TimeWait);
        Timers.StopRetransmit();
        Timers.Life = now + _stack.Options.TimeWait;
        _stack.OnTimeWait(this);
    }

    /// <summary>An ACK that asks the peer whether a suspicious segment was its own. Segments without payload are answered at a limited rate.</summary>
    private void Challenge(long now, bool hasPayload)
    {
        if (!hasPayload)
        {
            if (now - _lastChallenge < ChallengeInterval || !_stack.TryTakeChallenge(now))
            {
                _stack.Drop(DropCause.RateLimited);
                return;
            }
            _lastChallenge = now;
            _stack.Statistics.ChallengeAcks++;
        }
        Receiver.AckNow = Receiver.AckOwed = true;
        _stack.QueueOutput(this);
    }
}
