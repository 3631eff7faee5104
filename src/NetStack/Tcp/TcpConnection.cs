using System.Diagnostics;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp.Congestion;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// One TCP connection (RFC 9293). The halves live in <see cref="TcpReceiver"/> and <see cref="TcpSender"/>; here are the state machine that joins
/// them, the timers, and what the user sees.
/// </summary>
/// <remarks>
/// <para>
/// The user owns a connection from accept or connect until <see cref="Close"/> or <see cref="Abort"/>; after that the object must not be touched, as
/// the stack finishes the connection by itself and then uses the object for another one. A connection that dies earlier stays in
/// <see cref="TcpState.Closed"/> with its <see cref="Error"/> until the user closes it.
/// </para>
/// <para>
/// Nothing is sent from within a call: calls change state and put the connection on the stack's output queue, and
/// <see cref="NetInterface.PollEgress"/> emits what is due. So one segment carries the reply, the ACK and the FIN of a whole turn.
/// </para>
/// </remarks>
public sealed unsafe partial class TcpConnection
{
    /// <summary>Result of <see cref="Receive"/>: the peer has sent its last byte.</summary>
    public const int EndOfStream = -1;

    /// <summary>Result of <see cref="Receive"/> and <see cref="Send"/>: the connection is broken or was shut down.</summary>
    public const int Failed = -2;

    private readonly TcpStack _stack;
    internal TcpReceiver Receiver;
    internal TcpSender Sender;
    internal TcpTimers Timers;
    internal FlowKey Flow;
    internal Neighbour? NextHop;
    internal uint PseudoHeader;
    internal bool IsV4;
    internal int PathMtu;
    internal uint TimestampOffset;
    internal bool UsesTimestamps;
    internal bool DontFragment;
    internal bool IsUserOwned;
    internal bool IsWaitingForAccept;
    internal bool CameByCookie;
    internal bool PeerScales;
    internal bool IsInOutputQueue;
    internal bool IsInReadyQueue;
    internal TcpEvents PendingEvents;
    private ushort _peerSegmentSize;
    private bool _wantsRoom;
    private byte _keepAliveProbes;
    private byte _keepAliveLimit;
    private long _lastReceived;
    private long _lastChallenge;
    private long _keepAliveIdle;
    private long _keepAliveInterval;

    internal TcpConnection(TcpStack stack, int id, ICongestionControl congestion)
    {
        _stack = stack;
        Id = id;
        Sender.Congestion = new CongestionWindow(congestion);
    }

    /// <summary>A small number, unique among the connections that exist now.</summary>
    public int Id { get; }

    /// <summary>Counts the connections that this object has stood for.</summary>
    internal int Generation { get; private set; }

    /// <summary>The state.</summary>
    public TcpState State { get; private set; }

    /// <summary>Why the connection ended, if it did.</summary>
    public TcpError Error { get; private set; }

    /// <summary>Our end.</summary>
    public IpEndpoint Local => Flow.Local;

    /// <summary>The peer's end.</summary>
    public IpEndpoint Remote => Flow.Remote;

    /// <summary>The listener it came from; null after an active open.</summary>
    public TcpListener? Listener { get; internal set; }

    /// <summary>Bytes that can be received at once.</summary>
    public int Readable => Receiver.Unread;

    /// <summary>Bytes given to <see cref="Send"/> and not yet acknowledged.</summary>
    public int Unsent => Sender.Buffered;

    /// <summary>Its TCP variables now.</summary>
    public ConnectionStatistics Statistics => new(
        State, Sender.Rtt.Smoothed, Sender.Rtt.Variation, Sender.Rtt.Timeout, Sender.Congestion.Window, Sender.Congestion.SlowStartThreshold,
        Sender.Window, Sender.InFlight, Sender.Buffered, Receiver.Unread, Sender.SegmentSize, Sender.Retransmissions, Receiver.BytesReceived,
        Sender.BytesAcknowledged);

    /// <summary>Takes bytes that have arrived.</summary>
    /// <param name="buffer">Memory to copy into when the bytes do not lie in one packet.</param>
    /// <param name="capacity">Its size, at least 1.</param>
    /// <param name="data">
    /// Where the bytes are: <paramref name="buffer"/>, or the packet itself, valid until the next call, <see cref="Release"/> or the connection's end.
    /// </param>
    /// <returns>Their number; 0 if there is nothing now; <see cref="EndOfStream"/> or <see cref="Failed"/>.</returns>
    public int Receive(byte* buffer, int capacity, out byte* data)
    {
        Debug.Assert(capacity > 0);
        var count = Receiver.Receive(_stack, buffer, capacity, Sender.SegmentSize, out data);
        if (Receiver.AckNow && State != TcpState.Closed)
            _stack.QueueOutput(this);
        if (count > 0)
            return count;
        if (Receiver.FinReceived)
            return EndOfStream;
        return State == TcpState.Closed ? Failed : 0;
    }

    /// <summary>True if <see cref="Receive"/> has more to tell: bytes, the end of the stream, or that the connection is broken.</summary>
    public bool HasMore => Receiver.Unread > 0 || Receiver.FinReceived || State == TcpState.Closed;

    /// <summary>Gives back the packet in which the bytes of the last <see cref="Receive"/> lie.</summary>
    public void Release() => Receiver.ReleaseLent(_stack);

    /// <summary>Copies bytes into the send buffer; they leave at the end of the turn.</summary>
    /// <returns>How many were taken (fewer than given: wait for <see cref="TcpEvents.Writable"/>), or <see cref="Failed"/>.</returns>
    public int Send(ReadOnlySpan<byte> data)
    {
        if (State is not (TcpState.Established or TcpState.CloseWait or TcpState.SynSent or TcpState.SynReceived) || Sender.FinQueued)
            return Failed;
        var taken = Sender.Append(_stack, data);
        _wantsRoom |= taken < data.Length;
        if (taken > 0)
            _stack.QueueOutput(this);
        return taken;
    }

    /// <summary>Sends a FIN after what is in the buffer; receiving goes on (half-close). It waits for a handshake that is not complete.</summary>
    public void ShutdownSend()
    {
        if (Sender.FinQueued || State is not (TcpState.SynSent or TcpState.SynReceived or TcpState.Established or TcpState.CloseWait))
            return;
        Sender.FinQueued = true;
        if (State is TcpState.Established or TcpState.CloseWait)
            StartClosing();
    }

    /// <summary>
    /// Ends the use of the connection. What was sent is still delivered; what was received and not read makes the peer see a reset instead, as
    /// on Linux.
    /// </summary>
    public void Close()
    {
        if (!IsUserOwned)
            return;
        IsUserOwned = false;
        PendingEvents = TcpEvents.None;
        Receiver.ReleaseLent(_stack);
        if (State is TcpState.Closed)
        {
            _stack.Recycle(this);
        }
        else if (State is TcpState.SynSent)
        {
            Destroy(TcpError.Aborted);
        }
        else if (Receiver.Unread > 0)
        {
            // What the windows let out has left by now on Linux; here it may still wait for the end of the turn.
            _stack.EmitPending(this);
            Reset(TcpError.Aborted);
        }
        else
        {
            ShutdownSend();
            if (State is TcpState.FinWait2)
                Timers.Life = _stack.Now + _stack.Options.FinWait2;
            _stack.Reschedule(this);
        }
    }

    /// <summary>Ends the connection with a reset and drops everything.</summary>
    public void Abort()
    {
        if (!IsUserOwned)
            return;
        IsUserOwned = false;
        PendingEvents = TcpEvents.None;
        if (State is TcpState.Closed)
            _stack.Recycle(this);
        else
            Reset(TcpError.Aborted);
    }

    /// <summary>Turns probing of a silent peer on or off.</summary>
    /// <param name="idle">Silence before the first probe in microseconds; 0 turns it off.</param>
    /// <param name="interval">Time between probes in microseconds.</param>
    /// <param name="count">Unanswered probes after which the connection is given up.</param>
    public void SetKeepAlive(long idle, long interval, int count)
    {
        (_keepAliveIdle, _keepAliveInterval, _keepAliveLimit, _keepAliveProbes) = (idle, interval, (byte)Math.Clamp(count, 1, 255), 0);
        if (State is TcpState.Established or TcpState.CloseWait)
        {
            Timers.Life = idle == 0 ? long.MaxValue : Math.Max(_lastReceived, _stack.Now) + idle;
            _stack.Reschedule(this);
        }
    }

    internal int HeaderOverhead => (IsV4 ? 20 : 40) + TcpHeader.MinLength;

    internal uint TimestampNow(long now) => (uint)(now / 1000) + TimestampOffset;

    /// <summary>Makes a recycled object into a new connection that has not yet sent or received anything.</summary>
    internal void Open(in FlowKey flow, SeqNumber iss, Neighbour? nextHop, int pathMtu, uint pseudoHeader, uint timestampOffset, long now)
    {
        Generation++;
        IsV4 = flow.Local.Address.IsV4;
        _wireAddresses = IsV4 ? (ulong)flow.Remote.Address.V4.Value << 32 | flow.Local.Address.V4.Value : 0;
        _wirePorts = (uint)flow.Remote.Port << 16 | flow.Local.Port;
        (Flow, NextHop, PathMtu, PseudoHeader, TimestampOffset) = (flow, nextHop, pathMtu, pseudoHeader, timestampOffset);
        (Error, UsesTimestamps, DontFragment, IsUserOwned, IsWaitingForAccept, Listener, _wantsRoom) =
            (TcpError.None, false, true, false, false, null, false);
        (_keepAliveIdle, _keepAliveProbes, _lastChallenge, _lastReceived) = (0, 0, long.MinValue / 2, now);
        PendingEvents = TcpEvents.None;
        _peerSegmentSize = IsV4 ? (ushort)536 : (ushort)1220;
        Timers.Clear();
        Sender.Open(iss, _stack.Options);
        Receiver.Open(_stack.Options.MaxReceiveBuffer);
        UpdateSegmentSize();
        Sender.Congestion.Reset((uint)Sender.SegmentSize, _stack.Options.InitialWindow);
    }

    internal void MoveTo(TcpState state)
    {
        Debug.Assert(TcpTransitions.IsLegal(State, state), $"{State} -> {state}");
        _stack.Statistics.OnTransition(State, state);
        State = state;
    }

    /// <summary>Takes what the peer's SYN offers and settles what both sides will use.</summary>
    internal void ApplySynOptions(in TcpOptions options)
    {
        var own = _stack.Options;
        if (options.MaxSegmentSize != 0)
            _peerSegmentSize = options.MaxSegmentSize;
        UsesTimestamps = own.Timestamps && options.HasTimestamp;
        Sender.Recovery.SackEnabled = own.SelectiveAcknowledgment && options.SackPermitted;
        PeerScales = own.WindowScaling && options.WindowScale >= 0;
        if (PeerScales)
        {
            Sender.WindowShift = (byte)options.WindowScale;
            Receiver.SetShift(_stack.WindowShift);
        }
        UpdateSegmentSize();
        Sender.Congestion.Reset((uint)Sender.SegmentSize, own.InitialWindow);
    }

    /// <summary>A smaller (or expired) path MTU applies from now on.</summary>
    internal void SetPathMtu(int mtu)
    {
        PathMtu = mtu;
        DontFragment = !IsV4 || mtu > TcpStack.SmallestPathMtu;
        UpdateSegmentSize();
        Sender.Congestion.SetSegmentSize((uint)Sender.SegmentSize);
        if (Sender.InFlight > 0)
            Sender.Recovery.OnPathMtuReduced(ref Sender);
        _stack.QueueOutput(this);
    }

    /// <summary>Sends a reset and forgets the connection.</summary>
    internal void Reset(TcpError error)
    {
        _stack.Output.SendReset(this);
        Destroy(error);
    }

    /// <summary>The connection is over: gives back all it holds, and the object itself unless the user still looks at it.</summary>
    internal void Destroy(TcpError error)
    {
        if (State == TcpState.Closed)
            return;
        Error = error;
        var wasSynReceived = State == TcpState.SynReceived;
        MoveTo(TcpState.Closed);
        Timers.Clear();
        _stack.OnDestroyed(this, wasSynReceived);
        Sender.Release(_stack);
        // Whatever ended it, what has been received before may still be read, as on Linux.
        if (IsUserOwned || IsWaitingForAccept)
            _stack.Signal(this, TcpEvents.Closed | TcpEvents.Readable);
        else
            _stack.Recycle(this);
    }

    private void StartClosing()
    {
        MoveTo(State == TcpState.CloseWait ? TcpState.LastAck : TcpState.FinWait1);
        _stack.QueueOutput(this);
    }

    private void UpdateSegmentSize()
    {
        var largest = Math.Min(Math.Max((int)_peerSegmentSize, TcpStack.SmallestSegment), PathMtu - HeaderOverhead);
        Sender.SegmentSize = largest - (UsesTimestamps ? TcpOptions.TimestampLength : 0);
    }
}
