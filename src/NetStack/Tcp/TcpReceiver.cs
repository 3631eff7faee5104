using System.Diagnostics;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp.Memory;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// The receiving half of a connection: sequence space, window, reassembly, and when an ACK is owed.
/// </summary>
/// <remarks>
/// Payload that arrives in order while nothing is buffered stays in its packet ("held") and is handed to the user where it lies ("lent", until the
/// next receive). Everything else is copied into a ring that exists only while it has something in it. A ring with much in it is handed
/// out where it lies too: it is put aside ("drained") and what arrives meanwhile starts a new one. The order of bytes is therefore: lent
/// (already the user's), drained or held, ring, ring ahead of its end (out of order, named by the assembler).
/// </remarks>
internal unsafe struct TcpReceiver
{
    /// <summary>So many bytes are worth handing out in place.</summary>
    private const int DrainFrom = 4096;

    /// <summary>Most bytes that a new ring is given at once because the last one had filled so far.</summary>
    private const int LargestHint = 256 * 1024;

    private ByteRing _ring;
    private ByteRing _drained;
    private int _drainedLent;
    private int _ringHint;
    private SegmentAssembler? _assembler;
    private PacketBuffer _packet;
    private byte* _heldData;
    private int _heldLength;
    private SeqNumber _edge;
    private SeqNumber _finAt;
    private SackBlock _duplicate;
    private int _unacknowledged;
    private int _limit;
    private byte _shift;
    private bool _finKnown;

    /// <summary>RCV.NXT.</summary>
    internal SeqNumber Next;

    /// <summary>IRS.</summary>
    internal SeqNumber InitialSequence;

    /// <summary>RCV.NXT as it stood in the last ACK sent.</summary>
    internal SeqNumber LastAcknowledged;

    /// <summary>TS.Recent and when it was set.</summary>
    internal uint RecentTimestamp;
    internal long RecentTimestampSetAt;

    /// <summary>An ACK must leave at the end of this turn.</summary>
    internal bool AckNow;

    /// <summary>An ACK is owed, now or later.</summary>
    internal bool AckOwed;

    /// <summary>The peer's FIN has been reached.</summary>
    internal bool FinReceived;

    /// <summary>Bytes received in order since the start.</summary>
    internal long BytesReceived;

    /// <summary>Bytes that the user can read.</summary>
    internal readonly int Unread => _heldLength + _ring.Count + _drained.Count - _drainedLent;

    /// <summary>RCV.WND as the peer knows it.</summary>
    internal readonly int Window => Math.Max(_edge - Next, 0);

    internal readonly bool HasOutOfOrder => _assembler is not null;

    internal readonly bool HasSackToReport => _assembler is not null || _duplicate.Length != 0;

    internal readonly byte WindowShift => _shift;

    internal void Open(int limit)
    {
        Debug.Assert(_packet.IsEmpty && _assembler is null && _ring.Capacity == 0 && _drained.Capacity == 0);
        (_limit, _shift, _heldLength, _unacknowledged, _ringHint) = (limit, 0, 0, 0, 0);
        (AckNow, AckOwed, FinReceived, _finKnown) = (false, false, false, false);
        (_duplicate, BytesReceived, RecentTimestamp, RecentTimestampSetAt) = (default, 0, 0, 0);
    }

    /// <summary>The peer's SYN: the sequence space starts.</summary>
    internal void Start(SeqNumber irs)
    {
        InitialSequence = irs;
        Next = LastAcknowledged = irs + 1;
        _edge = Next + Math.Min(_limit, ushort.MaxValue);
    }

    /// <summary>The window is scaled from now on.</summary>
    internal void SetShift(byte shift) => _shift = shift;

    /// <summary>
    /// The four-way test of RFC 9293 section 3.10.7.4, first step, but an ACK without payload may also stand exactly at the window's end: that is where
    /// Linux puts it when it has filled the window and an ACK overtakes (or outlives) the data.
    /// </summary>
    internal readonly bool IsAcceptable(in InSegment segment)
    {
        var window = Window;
        var length = segment.SequenceLength;
        if (length == 0)
            return segment.Sequence.IsIn(Next, Next + (window + 1));
        return window > 0 && segment.Sequence < _edge && segment.End > Next;
    }

    /// <summary>Takes what is new in a segment's payload. True if bytes became readable.</summary>
    internal bool TakePayload(TcpStack stack, ref InSegment segment, int segmentSize)
    {
        var start = segment.Sequence;
        var data = segment.Payload;
        var length = segment.Length;
        if (segment.Has(TcpFlags.Syn))
            start += 1;
        var end = start + length;
        if (start < Next)
        {
            _duplicate = new(start, SeqNumber.Min(end, Next));
            AckNow = AckOwed = true;
            var skip = Math.Min(Next - start, length);
            start += skip;
            data += skip;
            length -= skip;
        }
        var room = Math.Max(_edge - start, 0);
        if (length > room)
        {
            // The peer sends more than was offered: tell it at once where the window ends.
            length = room;
            AckNow = AckOwed = true;
        }
        if (length == 0)
            return false;
        AckOwed = true;
        return start == Next
            ? TakeInOrder(stack, data, length, segmentSize, ref segment.Packet)
            : TakeOutOfOrder(stack, start, data, length);
    }

    /// <summary>True if so much payload at RCV.NXT, or none, is nothing out of the ordinary.</summary>
    internal readonly bool Expects(int length) => length <= Window && _assembler is null && !_finKnown;

    /// <summary>Takes payload at RCV.NXT that <see cref="Expects"/> has said yes to. False if there is no memory for it.</summary>
    internal bool TakeExpected(TcpStack stack, byte* data, int length, int segmentSize, ref PacketBuffer packet)
    {
        AckOwed = true;
        return TakeInOrder(stack, data, length, segmentSize, ref packet);
    }

    /// <summary>Notes the peer's FIN, and takes it once everything before it is there. True if it was taken now.</summary>
    internal bool TakeFin(SeqNumber at)
    {
        if (FinReceived)
            return false;
        if (!_finKnown && at <= _edge)
            (_finKnown, _finAt) = (true, at);
        if (!_finKnown || _finAt != Next)
            return false;
        Next += 1;
        FinReceived = AckNow = AckOwed = true;
        return true;
    }

    /// <summary>True if a FIN noted earlier may now be in order.</summary>
    internal readonly bool FinPending => _finKnown && !FinReceived;

    internal readonly SeqNumber FinAt => _finAt;

    /// <summary>Hands out bytes: in the packet where they lie, or copied into the user's buffer. See <see cref="TcpConnection.Receive"/>.</summary>
    internal int Receive(TcpStack stack, byte* buffer, int capacity, int segmentSize, out byte* data)
    {
        ReleaseLent(stack);
        data = buffer;
        var count = 0;
        if (_drained.Count == 0 && _heldLength == 0 && _ring.Count >= DrainFrom && _assembler is null)
            (_drained, _ring, _ringHint) = (_ring, default, Math.Min(_ring.Count, LargestHint));
        if (_drained.Count > 0)
        {
            data = _drained.Front(out count);
            _drainedLent = count;
        }
        else if (_heldLength > 0)
        {
            data = _heldData;
            count = _heldLength;
            _heldLength = 0;
        }
        else if (_ring.Count > 0)
        {
            count = Math.Min(capacity, _ring.Count);
            _ring.Peek(0, new Span<byte>(buffer, count));
            _ring.Consume(stack.Buffers, count, keepBlock: _assembler is not null);
            _ringHint = 0;
        }
        if (count > 0)
            OfferWindow(segmentSize);
        return count;
    }

    /// <summary>Gives back what the user has finished with.</summary>
    internal void ReleaseLent(TcpStack stack)
    {
        if (_heldLength == 0 && !_packet.IsEmpty)
            stack.ReleaseHeld(ref _packet);
        if (_drainedLent == 0)
            return;
        _drained.Consume(stack.Buffers, _drainedLent);
        _drainedLent = 0;
    }

    /// <summary>The value of the window field for a segment about to be sent.</summary>
    internal ushort SelectWindow(int segmentSize)
    {
        var current = Window;
        var free = _limit - Unread;
        // Receiver's side of silly window avoidance (RFC 9293 section 3.8.6.2.2): the right edge moves in worthwhile steps, never back.
        var offer = free - current >= Math.Min(_limit / 2, segmentSize) ? free : current;
        // Rounding up keeps the edge from creeping back when the window is not a multiple of the scale (RFC 7323 section 2.4).
        var field = Math.Min(offer + (1 << _shift) - 1 >> _shift, ushort.MaxValue);
        _edge = SeqNumber.Max(_edge, Next + (field << _shift));
        return (ushort)field;
    }

    /// <summary>The window for a SYN or SYN-ACK, which is never scaled.</summary>
    internal readonly ushort SynWindow => (ushort)Math.Min(_limit, ushort.MaxValue);

    /// <summary>Fills in what a SACK option should say; a D-SACK report comes first and only once.</summary>
    internal int TakeSackBlocks(ref SackBlocks blocks, int most)
    {
        var count = 0;
        if (_duplicate.Length != 0 && most > 0)
            blocks[count++] = _duplicate;
        _duplicate = default;
        return _assembler?.GetBlocks(ref blocks, count, most) ?? count;
    }

    /// <summary>How many blocks a SACK option would carry.</summary>
    internal readonly int SackBlockCount => (_duplicate.Length != 0 ? 1 : 0) + (_assembler?.RangeCount ?? 0);

    internal void OnAckSent()
    {
        AckNow = AckOwed = false;
        _unacknowledged = 0;
        LastAcknowledged = Next;
    }

    internal void Release(TcpStack stack)
    {
        _heldLength = 0;
        ReleaseLent(stack);
        _drained.Release(stack.Buffers);
        _ring.Release(stack.Buffers);
        ReturnAssembler(stack);
    }

    private bool TakeInOrder(TcpStack stack, byte* data, int length, int segmentSize, ref PacketBuffer packet)
    {
        if (_packet.IsEmpty && _ring.Count == 0 && _drained.Count == 0 && _assembler is null && !packet.IsEmpty && stack.TryHold(ref packet, out _packet))
        {
            _heldData = data;
            _heldLength = length;
        }
        else if (!TryAppend(stack, data, length))
        {
            stack.Drop(DropCause.NoBufferMemory);
            return false;
        }
        Next += length;
        _unacknowledged += length;
        if (_assembler is not null)
            CloseGap(stack);
        AckNow |= _unacknowledged >= 2 * segmentSize;
        return true;
    }

    private bool TryAppend(TcpStack stack, byte* data, int length)
    {
        if (_ring.Capacity == 0 && _ringHint > length)
            _ring.Reserve(stack.Buffers, _ringHint);
        return _ring.TryAppend(stack.Buffers, new ReadOnlySpan<byte>(data, length));
    }

    private void CloseGap(TcpStack stack)
    {
        // Every segment that fills a gap is acknowledged at once (RFC 5681 section 4.2).
        AckNow = true;
        var reached = _assembler!.Advance(Next);
        _ring.Commit(reached - Next);
        Next = reached;
        if (_assembler.IsEmpty)
            ReturnAssembler(stack);
    }

    private bool TakeOutOfOrder(TcpStack stack, SeqNumber start, byte* data, int length)
    {
        AckNow = true;
        _assembler ??= stack.RentAssembler();
        if (_assembler.Covers(start, start + length))
        {
            _duplicate = new(start, start + length);
        }
        else if (stack.Buffers.IsScarce)
        {
            stack.Drop(DropCause.NoBufferMemory);
        }
        // The held bytes lie before the ring, so the ring's end is RCV.NXT in either case.
        else if (!_ring.TryWriteAhead(stack.Buffers, start - Next, new ReadOnlySpan<byte>(data, length)))
        {
            stack.Drop(DropCause.NoBufferMemory);
        }
        else if (_assembler.Add(start, start + length) < 0)
        {
            stack.Drop(DropCause.ReassemblyLimit);
        }
        if (_assembler.IsEmpty)
            ReturnAssembler(stack);
        return false;
    }

    private void OfferWindow(int segmentSize)
    {
        var current = Window;
        var free = _limit - Unread;
        if (free >= 2 * current && free - current >= Math.Min(_limit / 2, segmentSize))
            AckNow = AckOwed = true;
    }

    private void ReturnAssembler(TcpStack stack)
    {
        if (_assembler is null)
            return;
        stack.ReturnAssembler(_assembler);
        _assembler = null;
    }
}
