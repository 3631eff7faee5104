using System.Diagnostics;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Transport.UserSpace;

/// <summary>
/// The byte streams of one core over the stack of this project, on one queue of a port. A session cannot tell it from kernel sockets.
/// </summary>
/// <remarks>
/// A turn is <see cref="Poll"/> (frames in, events out), the owner's work, and <see cref="Flush"/> (frames out); so the ACK for a request leaves
/// with its reply. A slot number is the stack's own connection number. This class is where the clock comes in: everything below is told the time.
/// </remarks>
public sealed unsafe class UserSpaceTransport : ITransport
{
    private const int KeepAliveProbes = 3;
    private const int EventsAhead = 3;

    private readonly INicQueue _queue;
    private readonly UserSpaceTransportOptions _options;
    private readonly TcpListener[] _listeners;
    private readonly long _started = Stopwatch.GetTimestamp();
    private TcpConnection?[] _slots = new TcpConnection?[64];
    private long _accepted, _receivedBytes, _sentBytes, _receiveCalls, _sendCalls, _shortSends, _polls, _wakes;
    private int _open;
    private IpEndpoint _local;
    private string? _localText;
    private int _wake;

    /// <summary>Starts the stack on a queue.</summary>
    /// <param name="queue">The port's queue; stays the caller's.</param>
    /// <param name="options">Addresses, limits and where to listen.</param>
    /// <exception cref="TransportException">Two listeners want the same endpoint, or one an address that the interface does not have.</exception>
    public UserSpaceTransport(INicQueue queue, UserSpaceTransportOptions options)
    {
        (_queue, _options) = (queue, options);
        Interface = new NetInterface(queue, options.Interface);
        Tcp = new TcpStack(Interface, options.Tcp);
        _listeners = [.. options.Listen.Select(Listen)];
    }

    /// <summary>The interface: statistics, drops by cause.</summary>
    public NetInterface Interface { get; }

    /// <summary>TCP: statistics, connections.</summary>
    public TcpStack Tcp { get; }

    /// <summary>The queue it runs on.</summary>
    public INicQueue Queue => _queue;

    /// <inheritdoc/>
    public TransportStatistics Statistics => new(
        _accepted, Interface.Drops[DropCause.AcceptQueueFull] + Interface.Drops[DropCause.ConnectionLimit], _open, _receivedBytes, _sentBytes,
        _receiveCalls, _sendCalls, _shortSends, _polls, _wakes);

    /// <summary>Microseconds since the transport was made: the time that the stack is told.</summary>
    public long Now => (Stopwatch.GetTimestamp() - _started) / (Stopwatch.Frequency / 1_000_000);

    /// <inheritdoc/>
    public void Poll(int timeoutMilliseconds, ITransportEvents events)
    {
        _polls++;
        var now = Now;
        var giveUp = timeoutMilliseconds < 0 ? long.MaxValue : now + timeoutMilliseconds * 1000L;
        var lastFrame = now;
        while (true)
        {
            var frames = PollOnce(now, events, out var raised);
            if (raised)
                return;
            if (Volatile.Read(ref _wake) != 0 && Interlocked.Exchange(ref _wake, 0) != 0)
            {
                _wakes++;
                return;
            }
            now = Now;
            if (now >= giveUp)
                return;
            if (frames > 0)
                lastFrame = now;
            else
                Wait(now - lastFrame);
        }
    }

    /// <summary>One look at the queue: takes what has arrived, sends what is due, raises events. Never waits.</summary>
    /// <param name="now">Microseconds, from <see cref="Now"/>.</param>
    /// <param name="events">Receives the events.</param>
    /// <param name="raised">Whether there was any event.</param>
    /// <returns>Frames taken in.</returns>
    public int PollOnce(long now, ITransportEvents events, out bool raised)
    {
        // What has arrived comes before timers: an acknowledgment that waited while the core was busy is not a lost one.
        // One burst only: what its connections need is still in the cache when their replies leave.
        var frames = Interface.PollIngress(now);
        Interface.PollEgress(now);
        raised = RaiseEvents(events);
        return frames;
    }

    /// <inheritdoc/>
    public void Flush() => Interface.PollEgress(Now);

    /// <summary>Opens a connection; its slot becomes writable when the peer has accepted, or is closed when it has not.</summary>
    /// <param name="remote">The peer.</param>
    /// <param name="connection">The slot, -1 if there is none.</param>
    /// <param name="source">Our end, where one of several addresses is wanted; port 0 and no address leave the choice to the stack.</param>
    /// <returns>False if there is no route, no port or no room.</returns>
    public bool TryConnect(IpEndpoint remote, out int connection, IpEndpoint source = default)
    {
        connection = -1;
        if (Tcp.Connect(remote, Now, source) is not { } opened)
            return false;
        connection = Adopt(opened);
        return true;
    }

    /// <inheritdoc/>
    public int Receive(int connection, byte* buffer, int capacity, out byte* data, out bool more)
    {
        _receiveCalls++;
        var tcp = Slot(connection);
        var count = tcp.Receive(buffer, capacity, out data);
        more = count > 0 && tcp.HasMore;
        if (count > 0)
            _receivedBytes += count;
        return count switch
        {
            TcpConnection.EndOfStream => ReceiveResult.EndOfStream,
            TcpConnection.Failed => ReceiveResult.Failed,
            _ => count,
        };
    }

    /// <inheritdoc/>
    public void Release(int connection) => Slot(connection).Release();

    /// <inheritdoc/>
    public int Send(int connection, byte* data, int length)
    {
        _sendCalls++;
        var taken = Slot(connection).Send(new ReadOnlySpan<byte>(data, length));
        if (taken < 0)
            return SendResult.Broken;
        _sentBytes += taken;
        if (taken < length)
            _shortSends++;
        return taken;
    }

    /// <inheritdoc/>
    public int SendVector(int connection, ReadOnlySpan<IoSlice> slices)
    {
        var total = 0;
        foreach (ref readonly var slice in slices)
        {
            var taken = Send(connection, slice.Data, slice.Length);
            if (taken < 0)
                return total > 0 ? total : taken;
            total += taken;
            if (taken < slice.Length)
                break;
        }
        return total;
    }

    /// <inheritdoc/>
    public void Close(int connection) => Detach(connection).Close();

    /// <inheritdoc/>
    public void Abort(int connection) => Detach(connection).Abort();

    /// <inheritdoc/>
    public ConnectionEndpoints Endpoints(int connection)
    {
        var tcp = Slot(connection);
        // Nearly all connections have the same end here, and one text serves them all.
        if (_localText is null || tcp.Local != _local)
            (_local, _localText) = (tcp.Local, tcp.Local.ToString());
        return new(_localText, tcp.Remote.ToString(), IsLocal: false, IsUnixSocket: false, connection);
    }

    /// <summary>Why a connection ended, while its slot is still there: in <see cref="ITransportEvents.OnClosed"/>.</summary>
    public TcpError ErrorOf(int connection) => Slot(connection).Error;

    /// <inheritdoc/>
    public void SetKeepAlive(int connection, int seconds) =>
        Slot(connection).SetKeepAlive(seconds * 1_000_000L, Math.Max(seconds / KeepAliveProbes, 1) * 1_000_000L, KeepAliveProbes);

    /// <inheritdoc/>
    public void Wake() => Volatile.Write(ref _wake, 1);

    /// <summary>
    /// Closes what is open, waits for at most <see cref="UserSpaceTransportOptions.LingerMicroseconds"/> until peers have acknowledged what was sent,
    /// and gives all packets back to the queue.
    /// </summary>
    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Close();
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot] is not null)
                Close(slot);
        }
        Interface.PollEgress(Now);
        for (var giveUp = Now + _options.LingerMicroseconds; Tcp.Statistics.Closing > 0 && Now < giveUp;)
        {
            Interface.PollIngress(Now);
            Interface.PollEgress(Now);
        }
        Interface.Dispose();
        Tcp.Dispose();
    }

    private TcpListener Listen(IpEndpoint endpoint)
    {
        if (!endpoint.Address.IsAny && !Interface.Routes.IsLocal(endpoint.Address))
            throw new TransportException("bind", endpoint.ToString(), 99, "Cannot assign requested address");
        try
        {
            return Tcp.Listen(endpoint.Address, endpoint.Port, _options.Backlog);
        }
        catch (InvalidOperationException)
        {
            throw new TransportException("bind", endpoint.ToString(), 98, "Address already in use");
        }
    }

    private bool RaiseEvents(ITransportEvents events)
    {
        var any = false;
        foreach (var listener in _listeners)
        {
            while (listener.TryAccept(out var accepted))
            {
                any = true;
                _accepted++;
                events.OnAccepted(Adopt(accepted));
            }
        }
        while (Tcp.TryTakeReady(out var connection, out var happened))
        {
            any = true;
            var later = Tcp.ForeseeReady(EventsAhead);
            if (later >= 0)
                events.OnForeseen(later);
            Raise(connection, happened, events);
        }
        return any;
    }

    private void Raise(TcpConnection connection, TcpEvents happened, ITransportEvents events)
    {
        var slot = connection.Id;
        if ((happened & TcpEvents.Closed) != 0 && connection.Readable == 0)
        {
            events.OnClosed(slot);
            if (_slots[slot] == connection)
                Close(slot);
            return;
        }
        if ((happened & TcpEvents.Readable) != 0)
            events.OnReadable(slot);
        if ((happened & (TcpEvents.Writable | TcpEvents.Connected)) != 0 && _slots[slot] == connection)
            events.OnWritable(slot);
    }

    private void Wait(long idle)
    {
        if (_options.SpinMicroseconds >= 0 && idle > _options.SpinMicroseconds)
            Thread.Sleep(1);
        else
            Thread.SpinWait(10);
    }

    private int Adopt(TcpConnection connection)
    {
        if (connection.Id >= _slots.Length)
            Array.Resize(ref _slots, Math.Max(connection.Id + 1, _slots.Length * 2));
        _slots[connection.Id] = connection;
        _open++;
        return connection.Id;
    }

    private TcpConnection Slot(int slot) =>
        (uint)slot < (uint)_slots.Length && _slots[slot] is { } connection
            ? connection
            : throw new ArgumentOutOfRangeException(nameof(slot), slot, "no connection has this slot");

    private TcpConnection Detach(int slot)
    {
        var connection = Slot(slot);
        _slots[slot] = null;
        _open--;
        return connection;
    }
}
