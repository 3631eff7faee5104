using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp.Congestion;
using MtcpRedis.NetStack.Tcp.Memory;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// TCP on one interface: the connections, their demultiplexing, timers and queues. Use it in turns: <see cref="NetInterface.PollIngress"/>, then take
/// ready connections and accept, receive and send, then <see cref="NetInterface.PollEgress"/>.
/// </summary>
/// <remarks>
/// A segment costs one look-up in <see cref="TcpDemux"/> and no allocation. Connections with something to send wait in an output queue, those
/// with something to tell the user in a ready queue; connections that are idle are never looked at.
/// </remarks>
public sealed unsafe partial class TcpStack : ITransportProtocol, IDisposable
{
    internal const int SmallestPathMtu = 552;
    internal const int SmallestSegment = 64;
    private const int SegmentsPerVisit = 32;

    private readonly NetInterface _net;
    private readonly TcpDemux _demux;
    private readonly TimerWheel _wheel = new();
    private readonly IntQueue _output = new();
    private readonly IntQueue _ready = new();
    private readonly IntQueue _timeWait = new();
    private readonly Stack<SegmentAssembler> _assemblers = new();
    private readonly Stack<SequenceRanges> _scoreboards = new();
    private readonly Stack<TcpConnection> _free = new();
    private readonly List<TcpListener> _listeners = [];
    private readonly InitialSequence _initialSequence;
    private readonly SynCookie _cookie;
    private readonly int _maxHeld;
    private TcpConnection[] _connections = [];
    private RateLimiter _challenges;
    private long _watchBlockedAt = long.MinValue;
    private int _created;
    private int _held;

    /// <summary>Puts TCP on an interface.</summary>
    public TcpStack(NetInterface net, TcpStackOptions options)
    {
        (_net, Options) = (net, options);
        var (key0, key1) = options.Secret;
        _demux = new TcpDemux(key0 ^ key1);
        _initialSequence = new InitialSequence(key0, key1);
        _cookie = new SynCookie(key0, key1);
        _challenges = new RateLimiter(options.ChallengesPerSecond);
        _maxHeld = options.MaxHeldPackets ?? net.Queue.Capabilities.BufferCount / 4;
        Buffers = new BufferPool(options.MaxBufferMemory);
        Output = new TcpOutput(this, net);
        while (options.MaxReceiveBuffer >> WindowShift > ushort.MaxValue)
            WindowShift++;
        net.Attach(this);
    }

    /// <summary>Fixed settings.</summary>
    public TcpStackOptions Options { get; }

    /// <summary>What has happened.</summary>
    public TcpStatistics Statistics { get; } = new();

    /// <summary>Connections that exist, those in TIME-WAIT included.</summary>
    public int ConnectionCount => _demux.Count;

    /// <summary>Bytes of send and receive buffers in use.</summary>
    public long BufferBytes => Buffers.UsedBytes;

    /// <summary>Packets that wait unread or are being read in place.</summary>
    public int HeldPackets => _held;

    internal BufferPool Buffers { get; }

    internal TcpOutput Output { get; }

    internal byte WindowShift { get; }

    /// <summary>The time of the current poll.</summary>
    internal long Now { get; private set; }

    /// <inheritdoc/>
    long ITransportProtocol.NextDeadline => _output.Count > 0 ? Now : _wheel.NextDeadline;

    /// <summary>Takes a connection to which something has happened; false when there is none.</summary>
    public bool TryTakeReady(out TcpConnection connection, out TcpEvents events)
    {
        while (_ready.TryDequeue(out var id))
        {
            connection = _connections[id];
            connection.IsInReadyQueue = false;
            events = connection.PendingEvents;
            connection.PendingEvents = TcpEvents.None;
            if (connection.IsUserOwned && events != TcpEvents.None)
                return true;
        }
        (connection, events) = (null!, TcpEvents.None);
        return false;
    }

    /// <summary>The number of a connection that <see cref="TryTakeReady"/> will probably give soon; -1 if there are only few.</summary>
    /// <param name="distance">How many come before it.</param>
    public int ForeseeReady(int distance) => _ready.TryPeek(distance, out var id) ? id : -1;

    /// <summary>Calls for each connection that exists; for reports, not for the way of a packet.</summary>
    public void ForEach(Action<TcpConnection> action)
    {
        for (var id = 0; id < _created; id++)
        {
            if (_connections[id].State != TcpState.Closed)
                action(_connections[id]);
        }
    }

    /// <summary>Numbers of connections that were ever in use: what <see cref="TryDescribe"/> takes lies below.</summary>
    public int HighestId => Volatile.Read(ref _created);

    /// <summary>Describes a connection; may be called from any thread while the stack runs, and then skips one that is just being replaced.</summary>
    /// <param name="id">Number of the connection, below <see cref="HighestId"/>.</param>
    /// <param name="flow">Its two ends.</param>
    /// <param name="statistics">Its variables, each as it was at some moment during the call.</param>
    /// <returns>False if there is no connection of this number.</returns>
    public bool TryDescribe(int id, out FlowKey flow, out ConnectionStatistics statistics)
    {
        (flow, statistics) = (default, default);
        var connections = Volatile.Read(ref _connections);
        if ((uint)id >= (uint)connections.Length || connections[id] is not { } connection)
            return false;
        var generation = connection.Generation;
        (flow, statistics) = (connection.Flow, connection.Statistics);
        Thread.MemoryBarrier();
        return statistics.State != TcpState.Closed && connection.Generation == generation;
    }

    /// <summary>Gives back all memory and packets; peers are not told.</summary>
    public void Dispose()
    {
        for (var id = 0; id < _created; id++)
        {
            _connections[id].Receiver.Release(this);
            _connections[id].Sender.Release(this);
        }
        Buffers.Dispose();
    }

    /// <inheritdoc/>
    void ITransportProtocol.Emit(long now)
    {
        Now = now;
        foreach (var listener in _listeners)
            listener.OnTurnEnd();
        while (_wheel.TryExpire(now, out var id))
        {
            _connections[id].Timers.Scheduled = long.MaxValue;
            _connections[id].OnTimer(now);
        }
        var n = _output.Count;
        for (; n > 0 && _net.HasTransmitRoom && _output.TryDequeue(out var id); n--)
        {
            var connection = _connections[id];
            connection.IsInOutputQueue = false;
            if (connection.State == TcpState.Closed)
                continue;
            if (!EmitAll(connection, now))
                QueueOutput(connection);
            connection.UpdateTimers(now);
        }
        if (n > 0)
            WatchBlocked(now);
        else
            _watchBlockedAt = long.MinValue;
    }

    /// <inheritdoc/>
    void ITransportProtocol.OnDatagram(in IpDatagram datagram, ref PacketBuffer packet, long now)
    {
        Now = now;
        if (!TcpSegment.TryParse(datagram.Payload, out var view) || !datagram.Source.IsUnicast)
        {
            Drop(DropCause.BadTcpHeader);
            return;
        }
        if (!datagram.ChecksumKnownGood && !view.HasValidChecksum(datagram.PseudoHeader))
        {
            Drop(DropCause.BadTcpChecksum);
            return;
        }
        if (!TcpOptions.TryParse(view.Options, out var options))
        {
            Drop(DropCause.BadTcpHeader);
            return;
        }
        Statistics.SegmentsReceived++;
        var flow = new FlowKey(new(datagram.Destination, view.DestinationPort), new(datagram.Source, view.SourcePort));
        var segment = new InSegment
        {
            Sequence = view.Sequence,
            Acknowledgment = view.Acknowledgment,
            Flags = view.Flags,
            Window = view.Window,
            Payload = (byte*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(view.Payload)),
            Length = view.PayloadLength,
            Options = ref options,
            Packet = ref packet,
        };
        var id = _demux.Find(flow);
        if (id < 0)
            OnNoConnection(flow, ref segment, null, now);
        else if (_connections[id].State == TcpState.TimeWait && TryReuseTimeWait(_connections[id], ref segment, out var floor))
            OnNoConnection(flow, ref segment, floor, now);
        else
            _connections[id].OnSegment(ref segment, now);
    }

    /// <inheritdoc/>
    void ITransportProtocol.OnUnreachable(in FlowKey flow, SeqNumber sequence, bool isHard, long now)
    {
        Now = now;
        var id = _demux.Find(flow);
        if (id < 0)
            return;
        var connection = _connections[id];
        // Only a connection request is given up on ICMP's word; an open connection waits for its timeout (RFC 5461, RFC 5927).
        if (isHard && connection.State == TcpState.SynSent && sequence == connection.Sender.InitialSequence)
            connection.Destroy(TcpError.Unreachable);
    }

    /// <inheritdoc/>
    bool ITransportProtocol.OnPacketTooBig(in FlowKey flow, SeqNumber sequence, int mtu, long now)
    {
        Now = now;
        var id = _demux.Find(flow);
        if (id < 0)
            return false;
        var connection = _connections[id];
        ref var sender = ref connection.Sender;
        if (sender.InFlight == 0 || !sequence.IsIn(sender.Unacknowledged, sender.Next))
            return false;
        if (mtu < connection.PathMtu)
            connection.SetPathMtu(mtu);
        return true;
    }

    internal static uint PseudoHeader(in FlowKey flow) => flow.Local.Address.IsV4
        ? Checksum.PseudoHeader(flow.Local.Address.V4, flow.Remote.Address.V4, (byte)IpProtocol.Tcp)
        : Checksum.PseudoHeader(flow.Local.Address.V6, flow.Remote.Address.V6, (byte)IpProtocol.Tcp);

    internal void Drop(DropCause cause) => _net.Drops.Add(cause);

    internal bool TryTakeChallenge(long now) => _challenges.TryTake(now);

    internal void QueueOutput(TcpConnection connection)
    {
        if (connection.IsInOutputQueue)
            return;
        connection.IsInOutputQueue = true;
        _output.Enqueue(connection.Id);
    }

    internal void Signal(TcpConnection connection, TcpEvents events)
    {
        connection.PendingEvents |= events;
        if (connection.IsInReadyQueue)
            return;
        connection.IsInReadyQueue = true;
        _ready.Enqueue(connection.Id);
    }

    /// <summary>Makes sure that the wheel fires no later than the connection's earliest deadline.</summary>
    internal void Reschedule(TcpConnection connection)
    {
        var next = connection.Timers.Next;
        if (next >= connection.Timers.Scheduled)
            return;
        connection.Timers.Scheduled = next;
        _wheel.Schedule(connection.Id, next);
    }

    internal bool TryHold(ref PacketBuffer packet, out PacketBuffer held)
    {
        held = default;
        if (_held >= _maxHeld)
            return false;
        _held++;
        Statistics.ReceivedInPlace++;
        held = packet.Take();
        return true;
    }

    internal void ReleaseHeld(ref PacketBuffer packet)
    {
        _held--;
        _net.Free(ref packet);
    }

    internal SegmentAssembler RentAssembler() => _assemblers.TryPop(out var pooled) ? pooled : new SegmentAssembler();

    internal void ReturnAssembler(SegmentAssembler assembler)
    {
        assembler.Clear();
        _assemblers.Push(assembler);
    }

    internal SequenceRanges RentScoreboard() => _scoreboards.TryPop(out var pooled) ? pooled : new SequenceRanges(LossRecovery.MaxRanges);

    internal void ReturnScoreboard(SequenceRanges scoreboard)
    {
        scoreboard.Clear();
        _scoreboards.Push(scoreboard);
    }

    /// <summary>Emits until the connection has nothing more; false if it was stopped and must come again.</summary>
    private bool EmitAll(TcpConnection connection, long now)
    {
        for (var i = 0; i < SegmentsPerVisit; i++)
        {
            var outcome = Output.TryEmit(connection, now);
            if (outcome != TcpOutput.Outcome.Sent)
                return outcome == TcpOutput.Outcome.Nothing;
        }
        return false;
    }

    /// <summary>What a connection may send now leaves without waiting for the end of the turn.</summary>
    internal void EmitPending(TcpConnection connection)
    {
        while (Output.TryEmit(connection, Now) == TcpOutput.Outcome.Sent)
        {
        }
    }

    /// <summary>
    /// The port takes nothing. Connections that wait for it have no timers until what they have to say has left; if that lasts, they get them all the
    /// same, so that retries count and a connection does not outlive its peers by standing in a queue.
    /// </summary>
    private void WatchBlocked(long now)
    {
        if (now < _watchBlockedAt)
            return;
        if (_watchBlockedAt != long.MinValue)
        {
            for (var n = _output.Count; n > 0 && _output.TryDequeue(out var id); n--)
            {
                _output.Enqueue(id);
                if (_connections[id].State != TcpState.Closed)
                    _connections[id].UpdateTimers(now);
            }
        }
        _watchBlockedAt = now + Options.MinRetransmitTimeout;
    }

    private TcpConnection Rent()
    {
        if (_free.TryPop(out var pooled))
            return pooled;
        if (_created == _connections.Length)
            Array.Resize(ref _connections, Math.Max(64, _created * 2));
        ICongestionControl congestion = Options.Congestion == CongestionAlgorithm.NewReno ? new NewReno() : new Cubic();
        var connection = new TcpConnection(this, _created, congestion);
        _connections[_created++] = connection;
        return connection;
    }

    internal void Recycle(TcpConnection connection)
    {
        Debug.Assert(connection.State == TcpState.Closed);
        connection.Receiver.Release(this);
        _free.Push(connection);
    }
}
