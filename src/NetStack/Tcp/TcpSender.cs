using System.Diagnostics;
using MtcpRedis.NetStack.Tcp.Congestion;
using MtcpRedis.NetStack.Tcp.Memory;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// The sending half of a connection: sequence space, the peer's window, the send buffer, and what the next segment should be. What is lost and
/// when to send it again is the business of <see cref="LossRecovery"/>; how much may be in flight that of the congestion control.
/// </summary>
/// <remarks>
/// Sequence space, with the buffer's bytes under it: <c>Unacknowledged .. Next .. end of buffer [FIN]</c>. The ring's first byte is always the one
/// at <see cref="Unacknowledged"/>, save that the SYN, while it is unacknowledged, takes one number before the first byte.
/// </remarks>
internal struct TcpSender
{
    /// <summary>Round trips shorter than this need not all be timed: the timeout is hundreds of times longer.</summary>
    private const long TimingInterval = 1000;

    private ByteRing _ring;
    private SeqNumber _windowSequence;
    private SeqNumber _windowAcknowledgment;
    private SeqNumber _finAt;
    private SeqNumber _timedEnd;
    private long _timedAt;
    private long _lastSent;
    private uint _largestWindow;
    private bool _isTiming;
    private bool _wasLimitedByWindow;

    internal LossRecovery Recovery;
    internal CongestionWindow Congestion;
    internal RttEstimator Rtt;

    /// <summary>SND.UNA.</summary>
    internal SeqNumber Unacknowledged;

    /// <summary>SND.NXT.</summary>
    internal SeqNumber Next;

    /// <summary>ISS.</summary>
    internal SeqNumber InitialSequence;

    /// <summary>SND.WND in bytes.</summary>
    internal uint Window;

    /// <summary>Shift of the peer's window field.</summary>
    internal byte WindowShift;

    /// <summary>Largest payload of a segment, options not deducted that only some segments carry.</summary>
    internal int SegmentSize;

    /// <summary>The SYN must be (re)sent.</summary>
    internal bool SynPending;

    /// <summary>Our SYN still takes the first number of the sequence space.</summary>
    internal bool SynUnacknowledged;

    /// <summary>The user has closed: a FIN follows the last byte.</summary>
    internal bool FinQueued;

    /// <summary>Send one segment to elicit an ACK: window probe or keep-alive.</summary>
    internal bool ProbePending;

    /// <summary>The persist timer has run out: send what fits, however little.</summary>
    internal bool OverrideSillyWindow;

    /// <summary>Timeouts since the last progress.</summary>
    internal int Retries;

    /// <summary>Bytes acknowledged since the start.</summary>
    internal long BytesAcknowledged;

    internal long Retransmissions;

    internal readonly int Buffered => _ring.Count;

    internal readonly uint InFlight => (uint)(Next - Unacknowledged);

    /// <summary>The sequence number that the FIN has, or would have if the buffer ended here.</summary>
    internal readonly SeqNumber FinSequence => FinSent ? _finAt : DataStart + _ring.Count;

    internal bool FinSent { readonly get; private set; }

    internal readonly bool FinAcknowledged => FinSent && Unacknowledged > _finAt;

    private readonly SeqNumber DataStart => SynUnacknowledged ? Unacknowledged + 1 : Unacknowledged;


    internal readonly bool HasUnsent => Next < FinSequence || FinQueued && !FinSent;

    /// <summary>True if a segment other than a pure ACK may be due.</summary>
    internal readonly bool HasWork => HasUnsent || ProbePending || Recovery.HasWork;

    internal void Open(SeqNumber iss, TcpStackOptions options)
    {
        Debug.Assert(_ring.Capacity == 0);
        InitialSequence = Unacknowledged = Next = iss;
        (Window, WindowShift, _largestWindow, Retries, BytesAcknowledged, Retransmissions) = (0, 0, 0, 0, 0, 0);
        (SynPending, SynUnacknowledged, FinQueued, ProbePending, OverrideSillyWindow, _isTiming, _wasLimitedByWindow) =
            (true, true, false, false, false, false, false);
        (_lastSent, _timedAt) = (0, 0);
        FinSent = false;
        Rtt.Reset(options);
        Recovery.Reset(iss);
    }

    internal int Append(TcpStack stack, ReadOnlySpan<byte> data)
    {
        var count = Math.Min(data.Length, stack.Options.MaxSendBuffer - _ring.Count);
        return count > 0 && _ring.TryAppend(stack.Buffers, data[..count]) ? count : 0;
    }

    /// <summary>Copies payload to where it leaves from.</summary>
    internal readonly unsafe void Copy(SeqNumber from, byte* to, int length) => _ring.Peek(from - DataStart, new Span<byte>(to, length));

    /// <summary>Copies payload and gives the sum of its words for the checksum.</summary>
    internal readonly unsafe ulong CopyWords(SeqNumber from, byte* to, int length) => _ring.CopyWords(from - DataStart, to, length);

    /// <summary>SND.WND from a segment, if it is news (RFC 9293 section 3.10.7.4, fifth step).</summary>
    internal void UpdateWindow(SeqNumber sequence, SeqNumber acknowledgment, uint window)
    {
        if (_windowSequence > sequence || _windowSequence == sequence && _windowAcknowledgment > acknowledgment)
            return;
        (Window, _windowSequence, _windowAcknowledgment) = (window, sequence, acknowledgment);
        _largestWindow = Math.Max(_largestWindow, window);
    }

    /// <summary>The first window, from the peer's SYN or the cookie's ACK: nothing earlier to compare with.</summary>
    internal void StartWindow(SeqNumber sequence, SeqNumber acknowledgment, uint window)
    {
        (Window, _largestWindow, _windowSequence, _windowAcknowledgment) = (window, window, sequence, acknowledgment);
    }

    /// <summary>True if an ACK is neither older than the largest window allows nor ahead of what was sent (RFC 5961 section 5).</summary>
    internal readonly bool IsPlausible(SeqNumber ack) => ack <= Next && Unacknowledged - ack <= (int)Math.Min(_largestWindow, int.MaxValue);

    /// <summary>Takes an acceptable ACK. Returns the bytes of sequence space newly acknowledged.</summary>
    internal uint OnAck(TcpStack stack, in InSegment segment, uint timestampRtt, long now)
    {
        var ack = segment.Acknowledgment;
        var acked = ack > Unacknowledged ? (uint)(ack - Unacknowledged) : 0;
        var flightBefore = InFlight;
        var windowBefore = Window;
        UpdateWindow(segment.Sequence, ack, (uint)segment.Window << WindowShift);
        var isDuplicate = acked == 0 && segment.Length == 0 && flightBefore > 0 && Window == windowBefore && !segment.Has(TcpFlags.Fin);
        Recovery.TakeSack(ref this, stack, segment, ack);
        if (acked > 0)
            Advance(stack, ack, acked, timestampRtt, now);
        Recovery.OnAck(ref this, stack, acked, isDuplicate, flightBefore, now);
        if (acked > 0)
            GrowWindow(acked, flightBefore, now);
        return acked;
    }

    /// <summary>True if an ACK without options other than a timestamp brings nothing out of the ordinary: progress, or payload with it.</summary>
    internal readonly bool Expects(SeqNumber ack, bool hasPayload)
    {
        var acked = (uint)(ack - Unacknowledged);
        return acked <= InFlight && (acked > 0 || hasPayload) && Recovery.IsQuiet;
    }

    /// <summary>Takes an ACK that <see cref="Expects"/> has said yes to; otherwise as <see cref="OnAck"/>.</summary>
    internal uint TakeExpectedAck(TcpStack stack, SeqNumber sequence, SeqNumber ack, uint window, long now)
    {
        var acked = (uint)(ack - Unacknowledged);
        var flightBefore = InFlight;
        UpdateWindow(sequence, ack, window);
        if (acked == 0)
            return 0;
        Advance(stack, ack, acked, timestampRtt: 0, now);
        Recovery.OnQuietAck(ack);
        GrowWindow(acked, flightBefore, now);
        return acked;
    }

    /// <summary>What to send next, if the windows allow anything.</summary>
    /// <param name="stack">Counters and pools.</param>
    /// <param name="limit">Largest payload, this segment's options deducted.</param>
    /// <param name="now">Microseconds.</param>
    /// <param name="sequence">Where the payload starts.</param>
    /// <param name="length">Its length; 0 for a FIN alone.</param>
    /// <param name="fin">The FIN goes with it.</param>
    internal bool TryNext(TcpStack stack, int limit, long now, out SeqNumber sequence, out int length, out bool fin)
    {
        fin = false;
        if (InFlight > 0 && Recovery.TryRetransmit(ref this, limit, out sequence, out length))
        {
            Retransmissions++;
            stack.Statistics.Retransmissions++;
            _isTiming = false;
            fin = FinSent && sequence + length == FinSequence;
            return true;
        }
        sequence = Next;
        length = ChooseNewLength(limit, now, out fin);
        if (length == 0 && !fin)
            return false;
        OnNewSent(length, fin, now);
        return true;
    }

    /// <summary>True if data waits that no acknowledgment will set going: the peer's window must be probed.</summary>
    internal readonly bool NeedsPersist => InFlight == 0 && HasUnsent && !SynUnacknowledged;

    internal void Release(TcpStack stack)
    {
        _ring.Release(stack.Buffers);
        Recovery.Release(stack);
    }

    /// <summary>How much new data may leave in one segment now, and whether the FIN goes with it.</summary>
    private int ChooseNewLength(int limit, long now, out bool fin)
    {
        fin = false;
        var available = FinSequence - Next;
        if (available < 0 || available == 0 && !FinQueued)
            return 0;
        if (InFlight == 0 && _lastSent != 0 && now - _lastSent > Rtt.Timeout)
            Congestion.OnIdle();
        var window = Math.Max(Unacknowledged + (int)Math.Min(Window, int.MaxValue / 2) - Next, 0);
        var length = Math.Min(Math.Min(available, limit), window);
        if (length < available && length < limit && IsSilly(length))
            return 0;
        if (!Recovery.MaySendNew(ref this, length))
        {
            _wasLimitedByWindow = true;
            return 0;
        }
        fin = FinQueued && length == available && (window > length || InFlight == 0);
        return length;
    }

    /// <summary>Sender's side of silly window avoidance (RFC 9293 section 3.8.6.2.1): small pieces only for a reason.</summary>
    private readonly bool IsSilly(int length) => !OverrideSillyWindow && length < _largestWindow / 2 || length == 0;

    private void OnNewSent(int length, bool fin, long now)
    {
        if (fin)
            (FinSent, _finAt) = (true, Next + length);
        Next += length + (fin ? 1 : 0);
        OverrideSillyWindow = false;
        _wasLimitedByWindow = false;
        _lastSent = now;
        if (!_isTiming && (now - _timedAt >= TimingInterval || Rtt.Smoothed == 0))
            (_isTiming, _timedEnd, _timedAt) = (true, Next, now);
    }

    private void GrowWindow(uint acked, uint flightBefore, long now)
    {
        if (Recovery.MayGrow && (_wasLimitedByWindow || flightBefore * 2 >= Congestion.Window))
            Congestion.OnAck(acked, Rtt.Smoothed, now);
    }

    private void Advance(TcpStack stack, SeqNumber ack, uint acked, uint timestampRtt, long now)
    {
        var bytes = (int)acked;
        if (SynUnacknowledged)
        {
            SynUnacknowledged = false;
            bytes--;
        }
        bytes = Math.Min(bytes, _ring.Count);
        _ring.Consume(stack.Buffers, bytes);
        BytesAcknowledged += bytes;
        stack.Statistics.BytesAcknowledged += bytes;
        Unacknowledged = ack;
        if (_isTiming && ack >= _timedEnd)
        {
            _isTiming = false;
            Rtt.Sample(now - _timedAt);
            stack.Statistics.OnRttSample(now - _timedAt);
        }
        else if (timestampRtt != 0 && !_isTiming && Recovery.MayTime(now - timestampRtt))
        {
            // Karn's rule forbids timing retransmissions, but an echoed timestamp says which transmission is acknowledged.
            Rtt.Sample(timestampRtt);
        }
        // A timeout that was doubled stays so until something could be timed (RFC 6298 section 5): it may be the timeout that is too short.
        Retries = 0;
    }
}
