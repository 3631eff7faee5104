using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// What is lost, and what to send again: RFC 6675 over the SACK scoreboard, NewReno (RFC 6582) for peers without SACK, go-on-from-the-first-hole
/// after a timeout, and the tail loss probe of RFC 8985.
/// </summary>
/// <remarks>
/// All three kinds of recovery are one walk. Bytes of [SND.UNA, <see cref="_lostEdge"/>) that are not SACKed are taken for lost;
/// [SND.UNA, <see cref="_retransmitted"/>) has already been sent again. What is in flight ("pipe") is then: everything not SACKed after the lost
/// edge, plus everything not SACKed before the retransmission point. The kinds differ only in how the lost edge is set: by SACKed bytes above
/// (RFC 6675 IsLost), by one segment per partial ACK (NewReno), or to SND.NXT (timeout).
/// </remarks>
internal struct LossRecovery
{
    internal const int MaxRanges = 64;
    private const int InitialDuplicateThreshold = 3;
    private const int MaxDuplicateThreshold = 32;
    private const int TimestampTick = 1000;

    private enum Phase : byte
    {
        Open,
        Fast,
        AfterTimeout,
    }

    private SequenceRanges? _sacked;
    private Phase _phase;
    private SeqNumber _recoveryPoint;
    private SeqNumber _retransmitted;
    private SeqNumber _lostEdge;
    private SeqNumber _probeEnd;
    private int _duplicates;
    private int _duplicateThreshold;
    private int _undoableRetransmissions;
    private long _timedOutAt;
    private bool _mustSendFirst;
    private bool _rescued;
    private bool _probing;
    private bool _probeQueued;
    private bool _newSackInfo;

    /// <summary>The peer accepts SACK.</summary>
    internal bool SackEnabled;

    /// <summary>True when acknowledgments may open the congestion window.</summary>
    internal readonly bool MayGrow => _phase != Phase.Fast;

    /// <summary>True if something may have to be sent again now.</summary>
    internal readonly bool HasWork => _probeQueued || _phase != Phase.Open;

    /// <summary>True when nothing is known or suspected to be lost.</summary>
    internal readonly bool IsQuiet => _phase == Phase.Open && _sacked is null && _duplicates == 0 && !_probing && !_probeQueued;

    internal readonly bool IsRecovering => _phase != Phase.Open;

    /// <summary>
    /// True if the round trip of a segment sent at this time may be taken from its echoed timestamp. One that is older than the last timeout may have
    /// been acknowledged long ago, by an ACK that was lost: the answer to the repetition still echoes it, and would tell the length of the outage.
    /// </summary>
    internal readonly bool MayTime(long sentAt) => IsRecovering && sentAt + TimestampTick >= _timedOutAt;

    internal void Reset(SeqNumber iss)
    {
        _phase = Phase.Open;
        _recoveryPoint = _retransmitted = _lostEdge = iss;
        (_duplicates, _duplicateThreshold, _undoableRetransmissions) = (0, InitialDuplicateThreshold, 0);
        (_mustSendFirst, _rescued, _probing, _probeQueued, SackEnabled) = (false, false, false, false, false);
        _timedOutAt = long.MinValue;
    }

    /// <summary>Takes the SACK blocks of a segment into the scoreboard and notices D-SACK reports (RFC 2883 section 4).</summary>
    internal void TakeSack(ref TcpSender sender, TcpStack stack, in InSegment segment, SeqNumber ack)
    {
        _newSackInfo = false;
        if (!SackEnabled || segment.Options.SackCount == 0)
            return;
        for (var i = 0; i < segment.Options.SackCount; i++)
        {
            var block = segment.Options.Sack[i];
            if (block.Left >= block.Right || block.Right > sender.Next)
                continue;
            var isDuplicate = i == 0 && (block.Left < ack
                || segment.Options.SackCount > 1 && block.Left >= segment.Options.Sack[1].Left && block.Right <= segment.Options.Sack[1].Right);
            if (isDuplicate)
            {
                OnDuplicateReport(ref sender, stack);
                continue;
            }
            if (block.Left < SeqNumber.Max(ack, sender.Unacknowledged))
                continue;
            _sacked ??= stack.RentScoreboard();
            _newSackInfo |= _sacked.Add(block.Left, block.Right) > 0;
        }
    }

    /// <summary>Updates the picture after an ACK whose SACK blocks have been taken.</summary>
    internal void OnAck(ref TcpSender sender, TcpStack stack, uint acked, bool isDuplicate, uint flightBefore, long now)
    {
        var una = sender.Unacknowledged;
        if (acked > 0)
        {
            Prune(stack, una);
            if (_probing && una >= _probeEnd)
                _probing = false;
            if (IsRecovering && una >= _recoveryPoint)
                Leave();
            else if (_phase == Phase.Fast && !SackEnabled)
                OnPartialAck(ref sender, acked);
            else if (!IsRecovering)
                _duplicates = 0;
        }
        else if (isDuplicate && (!SackEnabled || _newSackInfo))
        {
            _duplicates++;
        }
        if (sender.InFlight == 0)
            return;
        if (SackEnabled && _sacked is not null && _phase != Phase.AfterTimeout)
            _lostEdge = SeqNumber.Max(_lostEdge, FindLostEdge(sender.SegmentSize, una));
        if (_phase == Phase.Open && (_duplicates >= _duplicateThreshold || _lostEdge > una))
            Enter(ref sender, stack, flightBefore, now);
    }

    /// <summary>What <see cref="OnAck"/> comes to while all is quiet.</summary>
    internal void OnQuietAck(SeqNumber una)
    {
        _retransmitted = SeqNumber.Max(_retransmitted, una);
        _lostEdge = SeqNumber.Max(_lostEdge, una);
    }

    /// <summary>The retransmission timer fired.</summary>
    internal void OnTimeout(ref TcpSender sender, TcpStack stack, long now)
    {
        if (_phase != Phase.AfterTimeout)
            sender.Congestion.OnTimeout(sender.InFlight, now);
        // If the first unacknowledged byte has been SACKed, the receiver has thrown it away again: forget all it said (RFC 2018 section 8).
        if (_sacked is { Count: > 0 } && _sacked[0].Left <= sender.Unacknowledged)
            ReturnScoreboard(stack);
        _phase = Phase.AfterTimeout;
        _timedOutAt = now;
        _recoveryPoint = _lostEdge = sender.Next;
        _retransmitted = sender.Unacknowledged;
        (_mustSendFirst, _duplicates, _rescued, _probing, _probeQueued, _undoableRetransmissions) = (true, 0, false, false, false, 0);
    }

    /// <summary>Path MTU discovery shrank the segments: what is in flight has not arrived.</summary>
    internal void OnPathMtuReduced(ref TcpSender sender)
    {
        _phase = Phase.AfterTimeout;
        _recoveryPoint = _lostEdge = sender.Next;
        _retransmitted = sender.Unacknowledged;
        _mustSendFirst = true;
    }

    /// <summary>True if a tail loss probe makes sense: data in flight, no recovery, no probe outstanding.</summary>
    internal bool CanProbe(ref TcpSender sender) => SackEnabled && _phase == Phase.Open && !_probing && sender.InFlight > 0 && sender.Rtt.Smoothed > 0;

    /// <summary>The probe timer fired: the last segment is sent once more, to draw out a SACK.</summary>
    internal void QueueProbe(ref TcpSender sender)
    {
        (_probing, _probeQueued, _probeEnd) = (true, true, sender.Next);
    }

    /// <summary>Chooses what to send again, if anything is due and fits the congestion window.</summary>
    internal bool TryRetransmit(ref TcpSender sender, int limit, out SeqNumber sequence, out int length)
    {
        (sequence, length) = (default, 0);
        if (_probeQueued)
            return TakeProbe(ref sender, limit, out sequence, out length);
        if (_phase == Phase.Open)
            return false;
        var una = sender.Unacknowledged;
        if (!_mustSendFirst && Pipe(ref sender) + (uint)limit > sender.Congestion.Window)
            return false;
        var from = SeqNumber.Max(_retransmitted, una);
        if (!TryGap(from, _lostEdge, out var start, out var end) && !TryRescue(ref sender, from, out start, out end))
            return false;
        _mustSendFirst = false;
        _undoableRetransmissions++;
        return Cut(ref sender, limit, start, end, out sequence, out length);
    }

    /// <summary>True if the congestion window has room for so many new bytes.</summary>
    internal bool MaySendNew(ref TcpSender sender, int length)
    {
        var window = sender.Congestion.Window;
        // Limited transmit (RFC 3042): the first two duplicate ACKs each let one new segment out.
        if (_phase == Phase.Open && _duplicates > 0 && !SackEnabled)
            window += (uint)(Math.Min(_duplicates, 2) * sender.SegmentSize);
        if (sender.InFlight == 0)
            return true;
        var pipe = Pipe(ref sender);
        return pipe + (uint)Math.Max(length, 1) <= window;
    }

    internal void Release(TcpStack stack) => ReturnScoreboard(stack);

    private uint Pipe(ref TcpSender sender)
    {
        var (una, next) = (sender.Unacknowledged, sender.Next);
        var edge = SeqNumber.Max(_lostEdge, una);
        var again = SeqNumber.Max(_retransmitted, una);
        var pipe = Unsacked(edge, next) + Unsacked(una, again);
        if (SackEnabled || _phase != Phase.Fast)
            return pipe;
        var left = (uint)Math.Min((long)_duplicates * sender.SegmentSize, pipe);
        return pipe - left;
    }

    private uint Unsacked(SeqNumber from, SeqNumber to) =>
        from >= to ? 0 : (uint)(to - from) - (_sacked?.CoveredIn(from, to) ?? 0);

    private bool TryGap(SeqNumber from, SeqNumber limit, out SeqNumber start, out SeqNumber end)
    {
        (start, end) = (from, limit);
        if (_sacked is null)
            return from < limit;
        return from < limit && _sacked.TryFindGap(from, limit, out start, out end);
    }

    /// <summary>NextSeg rules 3 and 4 of RFC 6675: holes not yet known to be lost, and once per recovery the last segment.</summary>
    private bool TryRescue(ref TcpSender sender, SeqNumber from, out SeqNumber start, out SeqNumber end)
    {
        (start, end) = (default, default);
        if (_phase != Phase.Fast || _sacked is not { Count: > 0 } || sender.Next < sender.FinSequence)
            return false;
        if (TryGap(from, _sacked.Last.Left, out start, out end))
            return true;
        if (_rescued || _sacked.Last.Right >= sender.Next || sender.Unacknowledged >= _recoveryPoint)
            return false;
        _rescued = true;
        end = sender.Next;
        start = SeqNumber.Max(_sacked.Last.Right, end + -sender.SegmentSize);
        return start < end;
    }

    private bool TakeProbe(ref TcpSender sender, int limit, out SeqNumber sequence, out int length)
    {
        _probeQueued = false;
        var end = sender.Next;
        var start = SeqNumber.Max(sender.Unacknowledged, end + -limit);
        (sequence, length) = (default, 0);
        if (start >= end)
            return false;
        length = Math.Min(end - start, sender.FinSequence - start);
        sequence = start;
        return true;
    }

    private bool Cut(ref TcpSender sender, int limit, SeqNumber start, SeqNumber end, out SeqNumber sequence, out int length)
    {
        sequence = start;
        length = Math.Min(Math.Min(end - start, limit), sender.FinSequence - start);
        var withFin = sender.FinSent && start + length == sender.FinSequence ? 1 : 0;
        _retransmitted = SeqNumber.Max(_retransmitted, start + (length + withFin));
        return true;
    }

    private void Enter(ref TcpSender sender, TcpStack stack, uint flight, long now)
    {
        stack.Statistics.FastRecoveries++;
        _phase = Phase.Fast;
        _recoveryPoint = sender.Next;
        _retransmitted = sender.Unacknowledged;
        _lostEdge = SeqNumber.Max(_lostEdge, SeqNumber.Min(sender.Unacknowledged + sender.SegmentSize, sender.Next));
        (_mustSendFirst, _rescued, _undoableRetransmissions) = (true, false, 0);
        sender.Congestion.OnLoss(flight, now);
    }

    private void OnPartialAck(ref TcpSender sender, uint acked)
    {
        _duplicates = Math.Max(0, _duplicates - (int)(acked / (uint)sender.SegmentSize) + 1);
        _retransmitted = sender.Unacknowledged;
        _lostEdge = SeqNumber.Min(sender.Unacknowledged + sender.SegmentSize, sender.Next);
        _mustSendFirst = true;
    }

    private void Leave()
    {
        (_phase, _duplicates, _mustSendFirst, _rescued) = (Phase.Open, 0, false, false);
    }

    private void Prune(TcpStack stack, SeqNumber una)
    {
        _retransmitted = SeqNumber.Max(_retransmitted, una);
        _lostEdge = SeqNumber.Max(_lostEdge, una);
        if (_sacked is null)
            return;
        _sacked.RemoveBelow(una);
        if (_sacked.Count == 0)
            ReturnScoreboard(stack);
    }

    /// <summary>IsLost of RFC 6675: below enough SACKed ranges, or below enough SACKed bytes.</summary>
    private SeqNumber FindLostEdge(int segmentSize, SeqNumber una)
    {
        var bytes = 0u;
        for (var i = _sacked!.Count - 1; i >= 0; i--)
        {
            bytes += _sacked[i].Length;
            if (_sacked.Count - i >= _duplicateThreshold || bytes > (_duplicateThreshold - 1) * segmentSize)
                return _sacked[i].Left;
        }
        return una;
    }

    private void OnDuplicateReport(ref TcpSender sender, TcpStack stack)
    {
        stack.Statistics.SpuriousRetransmissions++;
        if (_phase == Phase.AfterTimeout || _undoableRetransmissions == 0)
            return;
        // The segment was late, not lost: ask for more evidence next time, and take back the reduction once every retransmission is refuted.
        _duplicateThreshold = Math.Min(_duplicateThreshold + 1, MaxDuplicateThreshold);
        if (--_undoableRetransmissions == 0)
            sender.Congestion.Undo();
    }

    private void ReturnScoreboard(TcpStack stack)
    {
        if (_sacked is null)
            return;
        stack.ReturnScoreboard(_sacked);
        _sacked = null;
    }
}
