namespace MtcpRedis.NetStack.Tcp;

/// <summary>What happens when time passes.</summary>
public sealed unsafe partial class TcpConnection
{
    private const long MinProbeTimeout = 2_000;

    /// <summary>The wheel says that a deadline of this connection may have come.</summary>
    internal void OnTimer(long now)
    {
        if (Timers.Ack <= now)
        {
            Timers.Ack = long.MaxValue;
            Receiver.AckNow = Receiver.AckOwed;
            _stack.QueueOutput(this);
        }
        if (Timers.Retransmit <= now)
            OnRetransmitTimer(now);
        if (State != TcpState.Closed && Timers.Life <= now)
            OnLifeTimer(now);
        if (State != TcpState.Closed)
            UpdateTimers(now);
    }

    /// <summary>Puts the sending and ACK timers into the position that the state of both halves asks for.</summary>
    internal void UpdateTimers(long now)
    {
        if (!Receiver.AckOwed)
            Timers.Ack = long.MaxValue;
        else if (!Receiver.AckNow && Timers.Ack == long.MaxValue)
            Timers.Ack = now + _stack.Options.DelayedAck;
        if (Sender.InFlight > 0 || Sender.SynPending)
        {
            if (Timers.Kind is TcpTimerKind.None or TcpTimerKind.Persist)
                ArmRetransmit(now);
        }
        else if (Sender.NeedsPersist && State is not (TcpState.SynSent or TcpState.SynReceived))
        {
            if (Timers.Kind != TcpTimerKind.Persist)
                Timers.SetRetransmit(TcpTimerKind.Persist, now + Sender.Rtt.Timeout);
        }
        else
        {
            Timers.StopRetransmit();
        }
        _stack.Reschedule(this);
    }

    private void ArmRetransmit(long now)
    {
        var timeout = Sender.Rtt.Timeout;
        if (State is not (TcpState.SynSent or TcpState.SynReceived) && Sender.Recovery.CanProbe(ref Sender))
        {
            // A single segment in flight may be waiting for the peer's delayed ACK (RFC 8985 section 7.2).
            var probe = 2 * Sender.Rtt.Smoothed + MinProbeTimeout;
            if (Sender.InFlight <= (uint)Sender.SegmentSize)
                probe += _stack.Options.MinRetransmitTimeout;
            if (probe < timeout)
            {
                Timers.SetRetransmit(TcpTimerKind.TailProbe, now + probe);
                return;
            }
        }
        Timers.SetRetransmit(TcpTimerKind.Retransmission, now + timeout);
    }

    private void OnRetransmitTimer(long now)
    {
        var kind = Timers.Kind;
        Timers.StopRetransmit();
        switch (kind)
        {
            case TcpTimerKind.TailProbe:
                _stack.Statistics.TailProbes++;
                Sender.Recovery.QueueProbe(ref Sender);
                break;
            case TcpTimerKind.Persist when TryCountRetry(RetryLimit):
                Sender.Rtt.BackOff();
                if (Sender.Window > 0)
                    Sender.OverrideSillyWindow = true;
                else
                    Sender.ProbePending = true;
                break;
            case TcpTimerKind.Retransmission when State is TcpState.SynSent or TcpState.SynReceived:
                OnSynTimeout();
                break;
            case TcpTimerKind.Retransmission when TryCountRetry(RetryLimit):
                _stack.Statistics.Timeouts++;
                Sender.Rtt.BackOff();
                Sender.Recovery.OnTimeout(ref Sender, _stack, now);
                break;
        }
        if (State != TcpState.Closed)
            _stack.QueueOutput(this);
    }

    private void OnSynTimeout()
    {
        var limit = State == TcpState.SynSent ? _stack.Options.MaxSynRetransmissions : _stack.Options.MaxSynAckRetransmissions;
        if (!TryCountRetry(limit))
            return;
        _stack.Statistics.Timeouts++;
        Sender.Rtt.BackOff();
        Sender.SynPending = true;
    }

    private int RetryLimit => IsUserOwned || IsWaitingForAccept ? _stack.Options.MaxRetransmissions : _stack.Options.MaxOrphanRetransmissions;

    private bool TryCountRetry(int limit)
    {
        if (++Sender.Retries <= limit)
            return true;
        _stack.Statistics.TimedOut++;
        Destroy(TcpError.TimedOut);
        return false;
    }

    private void OnLifeTimer(long now)
    {
        Timers.Life = long.MaxValue;
        switch (State)
        {
            case TcpState.TimeWait or TcpState.FinWait2:
                Destroy(TcpError.None);
                break;
            case TcpState.Established or TcpState.CloseWait when _keepAliveIdle > 0:
                KeepAlive(now);
                break;
        }
    }

    private void KeepAlive(long now)
    {
        var due = _lastReceived + _keepAliveIdle + _keepAliveProbes * _keepAliveInterval;
        if (due > now)
        {
            Timers.Life = due;
            return;
        }
        if (_keepAliveProbes == _keepAliveLimit)
        {
            _stack.Statistics.TimedOut++;
            Reset(TcpError.TimedOut);
            return;
        }
        // Data in flight is probe enough: the retransmission timer watches it.
        if (Sender.InFlight == 0)
        {
            _keepAliveProbes++;
            Sender.ProbePending = true;
            _stack.QueueOutput(this);
        }
        Timers.Life = now + _keepAliveInterval;
    }
}
