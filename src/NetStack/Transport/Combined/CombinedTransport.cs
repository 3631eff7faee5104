using MtcpRedis.NetStack.Transport.Kernel;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.NetStack.Transport.Combined;

/// <summary>
/// Connections of the stack of this project and of the kernel side by side on one core: clients on the port that DPDK drives, and on loopback,
/// Unix-domain sockets and other interfaces. Slots are those of the carriers, interleaved.
/// </summary>
/// <remarks>
/// The queue is looked at all the time; the kernel, whose look costs a system call, only now and then: every <see cref="ShortestInterval"/>, and while
/// frames arrive and sockets say nothing, ever more rarely up to <see cref="LongestInterval"/>. When nothing arrives for
/// longer than the operator wants to spin, the core sleeps in the kernel's poll, a millisecond at a time, so that sockets and wake-ups still end it.
/// </remarks>
public sealed unsafe class CombinedTransport : ITransport
{
    /// <summary>Microseconds between two looks at the kernel's sockets when there is time for it, or when they had something to say.</summary>
    private const long ShortestInterval = 50;

    /// <summary>Microseconds that a socket may wait at most for a core that has its hands full with frames.</summary>
    private const long LongestInterval = 800;

    private readonly UserSpaceTransport _stack;
    private readonly KernelSocketTransport _sockets;
    private readonly SlotTranslator _stackEvents = new(1);
    private readonly SlotTranslator _socketEvents = new(0);
    private readonly long _spin;
    private long _lastSocketPoll;
    private long _socketInterval = ShortestInterval;
    private long _lastFrame;
    private int _wake;

    /// <summary>Puts both together and owns them.</summary>
    /// <param name="stack">The carrier on the port's queue.</param>
    /// <param name="sockets">The carrier over the kernel.</param>
    /// <param name="spinMicroseconds">How long to spin after the last frame before sleeping; negative: for ever.</param>
    public CombinedTransport(UserSpaceTransport stack, KernelSocketTransport sockets, long spinMicroseconds)
    {
        (_stack, _sockets, _spin) = (stack, sockets, spinMicroseconds);
        _lastFrame = stack.Now;
    }

    /// <summary>The carrier on the port's queue.</summary>
    public UserSpaceTransport Stack => _stack;

    /// <summary>The carrier over the kernel.</summary>
    public KernelSocketTransport Sockets => _sockets;

    /// <summary>How the core spends its time.</summary>
    public PollMeter Meter { get; } = new();

    /// <inheritdoc/>
    public TransportStatistics Statistics
    {
        get
        {
            var (a, b) = (_stack.Statistics, _sockets.Statistics);
            return new(
                a.Accepted + b.Accepted, a.AcceptErrors + b.AcceptErrors, a.Open + b.Open, a.ReceivedBytes + b.ReceivedBytes,
                a.SentBytes + b.SentBytes, a.ReceiveCalls + b.ReceiveCalls, a.SendCalls + b.SendCalls, a.ShortSends + b.ShortSends,
                a.Polls + b.Polls, a.Wakes + b.Wakes, a.GatherWaits + b.GatherWaits);
        }
    }

    /// <inheritdoc/>
    public void Poll(int timeoutMilliseconds, ITransportEvents events)
    {
        var now = _stack.Now;
        var giveUp = timeoutMilliseconds < 0 ? long.MaxValue : now + timeoutMilliseconds * 1000L;
        _stackEvents.Target = _socketEvents.Target = events;
        while (true)
        {
            Meter.Begin(now);
            var frames = _stack.PollOnce(now, _stackEvents, out var raised);
            Meter.Found(frames);
            if (frames > 0)
                _lastFrame = now;
            else if (now - _lastFrame > ShortestInterval)
                _socketInterval = ShortestInterval;
            raised |= LookAtSockets(now, maySleep: frames == 0 && !raised && now < giveUp && Volatile.Read(ref _wake) == 0);
            if (raised || TakeWake())
                return;
            now = _stack.Now;
            if (now >= giveUp)
                return;
        }
    }

    /// <inheritdoc/>
    public void Flush() => _stack.Flush();

    /// <inheritdoc/>
    public int Receive(int connection, byte* buffer, int capacity, out byte* data, out bool more) =>
        IsStack(connection)
            ? _stack.Receive(connection >> 1, buffer, capacity, out data, out more)
            : _sockets.Receive(connection >> 1, buffer, capacity, out data, out more);

    /// <inheritdoc/>
    public void Release(int connection)
    {
        if (IsStack(connection))
            _stack.Release(connection >> 1);
    }

    /// <inheritdoc/>
    public int Send(int connection, byte* data, int length) =>
        IsStack(connection) ? _stack.Send(connection >> 1, data, length) : _sockets.Send(connection >> 1, data, length);

    /// <inheritdoc/>
    public int SendVector(int connection, ReadOnlySpan<IoSlice> slices) =>
        IsStack(connection) ? _stack.SendVector(connection >> 1, slices) : _sockets.SendVector(connection >> 1, slices);

    /// <inheritdoc/>
    public void Close(int connection) => Carrier(connection).Close(connection >> 1);

    /// <inheritdoc/>
    public void Abort(int connection) => Carrier(connection).Abort(connection >> 1);

    /// <inheritdoc/>
    public ConnectionEndpoints Endpoints(int connection) => Carrier(connection).Endpoints(connection >> 1);

    /// <inheritdoc/>
    public void SetKeepAlive(int connection, int seconds) => Carrier(connection).SetKeepAlive(connection >> 1, seconds);

    /// <inheritdoc/>
    public void Wake()
    {
        Volatile.Write(ref _wake, 1);
        _sockets.Wake();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stack.Dispose();
        _sockets.Dispose();
    }

    private static bool IsStack(int connection) => (connection & 1) != 0;

    private ITransport Carrier(int connection) => IsStack(connection) ? _stack : _sockets;

    private bool TakeWake() => Volatile.Read(ref _wake) != 0 && Interlocked.Exchange(ref _wake, 0) != 0;

    private bool LookAtSockets(long now, bool maySleep)
    {
        var sleep = maySleep && _spin >= 0 && now - _lastFrame > _spin;
        if (!sleep && now - _lastSocketPoll < _socketInterval)
            return false;
        _lastSocketPoll = now;
        _socketEvents.Raised = false;
        _sockets.Poll(sleep ? 1 : 0, _socketEvents);
        if (sleep)
            Meter.Slept(_stack.Now);
        _socketInterval = _socketEvents.Raised ? ShortestInterval : Math.Min(2 * _socketInterval, LongestInterval);
        return _socketEvents.Raised;
    }
}
