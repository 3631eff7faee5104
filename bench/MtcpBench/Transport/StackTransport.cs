using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Bench.Transport;

/// <summary>Connections over our own TCP/IP stack on one queue of a port. What is sent leaves in bursts, with the next poll.</summary>
/// <remarks>The calls on the way of a request are kept out of their caller: with all of the stack inlined its frame costs more than the call.</remarks>
internal sealed unsafe class StackTransport : IBenchTransport, ITransportEvents
{
    private const int AbortsPerFlush = 32;

    private readonly UserSpaceTransport _stack;
    private readonly IpEndpoint _server;
    private readonly IpAddress[] _sources;
    private Peer[] _peers = new Peer[64];
    private int _peerCount;
    private readonly Dictionary<int, string> _failures = [];
    private int[] _peerOfSlot = new int[64];
    private BenchEvent[] _ready = new BenchEvent[1024];
    private int _readyCount;
    private int _readyTaken;

    /// <summary>Takes over a stack that listens nowhere.</summary>
    /// <param name="stack">The stack; disposed with this.</param>
    /// <param name="server">Where connections go to.</param>
    /// <param name="sources">Our addresses, taken in turns by the connections: one gives as many connections as there are ephemeral ports.</param>
    public StackTransport(UserSpaceTransport stack, IpEndpoint server, IReadOnlyList<IpAddress> sources) =>
        (_stack, _server, _sources) = (stack, server, [.. sources.Where(a => a.IsV4 == server.Address.IsV4)]);

    private enum State : byte
    {
        Connecting,
        Open,
        Failed,
    }

    /// <inheritdoc/>
    public bool IsBatched => true;

    /// <summary>The stack, for its statistics.</summary>
    public UserSpaceTransport Stack => _stack;

    /// <inheritdoc/>
    public int Open()
    {
        var number = _peerCount++;
        if (number == _peers.Length)
        {
            Array.Resize(ref _peers, _peers.Length * 2);
        }

        var source = _sources.Length == 0 ? default : new IpEndpoint(_sources[number % _sources.Length], 0);
        if (!_stack.TryConnect(_server, out var slot, source))
        {
            _peers[number] = new Peer(-1, State.Failed);
            _failures[number] = $"cannot connect to {_server}: no route, or no port is left; more local addresses (--address) have more ports";
            Announce(number, BenchReadiness.Failed);
            return number;
        }

        _peers[number] = new Peer(slot, State.Connecting);
        if (slot >= _peerOfSlot.Length)
        {
            Array.Resize(ref _peerOfSlot, Math.Max(slot + 1, _peerOfSlot.Length * 2));
        }

        _peerOfSlot[slot] = number;
        return number;
    }

    /// <inheritdoc/>
    public int Poll(Span<BenchEvent> events, long timeoutNanoseconds)
    {
        if (_readyTaken == _readyCount)
        {
            (_readyTaken, _readyCount) = (0, 0);
            Wait(timeoutNanoseconds / 1000);
        }

        var count = Math.Min(events.Length, _readyCount - _readyTaken);
        _ready.AsSpan(_readyTaken, count).CopyTo(events);
        _readyTaken += count;
        return count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Send(int connection, ReadOnlySpan<byte> bytes)
    {
        var peer = _peers[connection];
        if (peer.State == State.Failed)
        {
            return -1;
        }

        fixed (byte* start = bytes)
        {
            var taken = _stack.Send(peer.Slot, start, bytes.Length);
            return taken >= 0 ? taken : Fail(connection, "the connection does not take bytes any more");
        }
    }

    /// <inheritdoc/>
    public void Flush() => _stack.Flush();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Receive(int connection, byte* buffer, int capacity, out byte* bytes, out bool more)
    {
        var peer = _peers[connection];
        if (peer.State == State.Failed)
        {
            bytes = null;
            more = false;
            return -1;
        }

        var received = _stack.Receive(peer.Slot, buffer, capacity, out bytes, out more);
        return received >= 0
            ? received
            : Fail(connection, received == ReceiveResult.EndOfStream ? "the server closed the connection" : "the connection is broken");
    }

    /// <inheritdoc/>
    public void Release(int connection)
    {
        if (_peers[connection].State != State.Failed)
        {
            _stack.Release(_peers[connection].Slot);
        }
    }

    /// <inheritdoc/>
    public string FailureOf(int connection) => _failures.GetValueOrDefault(connection, "the connection failed");

    /// <summary>Resets what is open, a few connections at a time so that the resets find room on the port.</summary>
    public void Dispose()
    {
        var aborted = 0;
        foreach (var peer in _peers.Take(_peerCount).Where(p => p.State != State.Failed))
        {
            _stack.Abort(peer.Slot);
            if (++aborted % AbortsPerFlush == 0)
            {
                _stack.Flush();
                Thread.SpinWait(AbortsPerFlush * 20);
            }
        }

        _stack.Dispose();
    }

    void ITransportEvents.OnAccepted(int connection) => throw new UnreachableException("the stack listens nowhere");

    void ITransportEvents.OnReadable(int connection) => Announce(_peerOfSlot[connection], BenchReadiness.Readable);

    void ITransportEvents.OnWritable(int connection)
    {
        var number = _peerOfSlot[connection];
        var isNew = _peers[number].State == State.Connecting;
        if (isNew)
        {
            _peers[number] = new Peer(connection, State.Open);
        }

        Announce(number, isNew ? BenchReadiness.Connected : BenchReadiness.Writable);
    }

    void ITransportEvents.OnClosed(int connection)
    {
        var number = _peerOfSlot[connection];
        var wasNew = _peers[number].State == State.Connecting;
        var cause = Words(_stack.ErrorOf(connection));
        _peers[number] = new Peer(connection, State.Failed);
        _failures.TryAdd(number, wasNew ? $"cannot connect to {_server}: {cause}" : cause);
        Announce(number, BenchReadiness.Failed);
    }

    private static string Words(TcpError error) => error switch
    {
        TcpError.Refused => "connection refused",
        TcpError.Reset => "connection reset by the server",
        TcpError.TimedOut => "the server does not answer",
        TcpError.Unreachable => "the server cannot be reached",
        _ => $"the connection ended ({error})",
    };

    private void Wait(long microseconds)
    {
        var now = _stack.Now;
        var giveUp = now + microseconds;
        do
        {
            _stack.PollOnce(now, this, out _);
            now = _stack.Now;
        }
        while (_readyCount == 0 && now < giveUp);
    }

    private void Announce(int number, BenchReadiness readiness)
    {
        if (_readyCount == _ready.Length)
        {
            Array.Resize(ref _ready, _ready.Length * 2);
        }

        _ready[_readyCount++] = new BenchEvent(number, readiness);
    }

    /// <summary>The slot stays taken until the end, so that no other connection gets its number and events.</summary>
    private int Fail(int connection, string reason)
    {
        _failures.TryAdd(connection, reason);
        _peers[connection] = _peers[connection] with { State = State.Failed };
        return -1;
    }

    private readonly record struct Peer(int Slot, State State);
}
