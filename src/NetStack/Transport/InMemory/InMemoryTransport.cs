namespace MtcpRedis.NetStack.Transport.InMemory;

/// <summary>
/// A transport without a network, for tests of what stands on <see cref="ITransport"/>: events come in exactly the order in which the peers acted.
/// Peers may live on other threads; a lock guards everything, so this is not a transport for production loads.
/// </summary>
public sealed unsafe class InMemoryTransport : ITransport
{
    /// <summary>Bytes a peer lets the transport send ahead unless told otherwise.</summary>
    public const int DefaultWindow = 64 * 1024;

    private readonly Queue<(InMemoryLink Link, InMemoryEvent What)> _events = new();
    private readonly List<InMemoryLink?> _slots = [];
    private readonly Stack<int> _free = new();
    private int _connects;
    private int _open;
    private bool _woken;
    private bool _disposed;
    private long _accepted;
    private long _receivedBytes;
    private long _sentBytes;
    private long _receiveCalls;
    private long _sendCalls;
    private long _shortSends;
    private long _polls;
    private long _wakes;

    /// <inheritdoc/>
    public TransportStatistics Statistics => new(
        _accepted, 0, _open, _receivedBytes, _sentBytes, _receiveCalls, _sendCalls, _shortSends, _polls, _wakes);

    internal object Signal { get; } = new();

    /// <summary>Connects a new peer; the next poll accepts it. Any thread.</summary>
    /// <param name="window">How many bytes the transport may send ahead of the peer's reads; more make a send short.</param>
    /// <param name="endpoints">What <see cref="Endpoints"/> is to report; null for two loopback addresses.</param>
    /// <returns>The other end.</returns>
    public InMemoryPeer Connect(int window = DefaultWindow, ConnectionEndpoints? endpoints = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        lock (Signal)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int number = ++_connects;
            var link = new InMemoryLink(
                window, endpoints ?? new ConnectionEndpoints("127.0.0.1:6379", $"127.0.0.1:{50000 + number}", true, false, number));
            Raise(link, InMemoryEvent.Accepted);
            return new InMemoryPeer(this, link);
        }
    }

    /// <inheritdoc/>
    public void Poll(int timeoutMilliseconds, ITransportEvents events)
    {
        int count;
        lock (Signal)
        {
            _polls++;
            WaitForWork(timeoutMilliseconds);
            if (_woken)
            {
                _woken = false;
                _wakes++;
            }

            count = _events.Count;
        }

        for (; count > 0; count--)
        {
            RaiseNext(events);
        }
    }

    /// <inheritdoc/>
    public int Receive(int connection, byte* buffer, int capacity, out byte* data, out bool more)
    {
        lock (Signal)
        {
            InMemoryLink link = LinkOf(connection);
            _receiveCalls++;
            data = buffer;
            int received = link.Inbound.Dequeue(new Span<byte>(buffer, Math.Min(capacity, link.ReceiveLimit)));
            _receivedBytes += received;
            more = received > 0 && (link.Inbound.Count > 0 || link.PeerFinished || link.PeerReset);
            if (received > 0)
            {
                return received;
            }

            return link.PeerReset ? ReceiveResult.Failed : link.PeerFinished ? ReceiveResult.EndOfStream : 0;
        }
    }

    /// <summary>Nothing is ever lent.</summary>
    public void Release(int connection)
    {
    }

    /// <inheritdoc/>
    public int Send(int connection, byte* data, int length)
    {
        lock (Signal)
        {
            InMemoryLink link = LinkOf(connection);
            _sendCalls++;
            return Take(link, data, length);
        }
    }

    /// <inheritdoc/>
    public int SendVector(int connection, ReadOnlySpan<IoSlice> slices)
    {
        lock (Signal)
        {
            InMemoryLink link = LinkOf(connection);
            _sendCalls++;
            int total = 0;
            foreach (IoSlice slice in slices)
            {
                int taken = Take(link, slice.Data, slice.Length);
                if (taken < 0)
                {
                    return taken;
                }

                total += taken;
                if (taken < slice.Length)
                {
                    break;
                }
            }

            return total;
        }
    }

    /// <inheritdoc/>
    public void Close(int connection) => End(connection, reset: false);

    /// <inheritdoc/>
    public void Abort(int connection) => End(connection, reset: true);

    /// <inheritdoc/>
    public void Flush()
    {
        // The peer sees bytes as soon as they are taken.
    }

    /// <inheritdoc/>
    public ConnectionEndpoints Endpoints(int connection)
    {
        lock (Signal)
        {
            return LinkOf(connection).Endpoints;
        }
    }

    /// <inheritdoc/>
    public void SetKeepAlive(int connection, int seconds)
    {
        lock (Signal)
        {
            LinkOf(connection).KeepAliveSeconds = seconds;
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        lock (Signal)
        {
            _woken = true;
            Monitor.PulseAll(Signal);
        }
    }

    /// <summary>Closes every connection.</summary>
    public void Dispose()
    {
        lock (Signal)
        {
            _disposed = true;
            for (int i = 0; i < _slots.Count; i++)
            {
                if (_slots[i] is not null)
                {
                    Close(i);
                }
            }

            Monitor.PulseAll(Signal);
        }
    }

    /// <summary>Queues an event and ends a wait. The caller holds the lock.</summary>
    internal void Raise(InMemoryLink link, InMemoryEvent what)
    {
        _events.Enqueue((link, what));
        Monitor.PulseAll(Signal);
    }

    private void WaitForWork(int timeoutMilliseconds)
    {
        long deadline = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        while (_events.Count == 0 && !_woken && !_disposed)
        {
            long left = deadline - Environment.TickCount64;
            if (left <= 0)
            {
                return;
            }

            Monitor.Wait(Signal, (int)Math.Min(left, int.MaxValue));
        }
    }

    private void RaiseNext(ITransportEvents events)
    {
        InMemoryLink link;
        InMemoryEvent what;
        int slot;
        lock (Signal)
        {
            (link, what) = _events.Dequeue();
            slot = what == InMemoryEvent.Accepted ? Allocate(link) : link.Slot;
            if (what == InMemoryEvent.Readable)
            {
                link.ReadableQueued = false;
            }
        }

        if (slot < 0)
        {
            return; // closed by its owner meanwhile
        }

        switch (what)
        {
            case InMemoryEvent.Accepted:
                events.OnAccepted(slot);
                break;
            case InMemoryEvent.Readable:
                events.OnReadable(slot);
                break;
            case InMemoryEvent.Writable:
                events.OnWritable(slot);
                break;
            case InMemoryEvent.Reset:
                events.OnClosed(slot);
                if (link.Slot == slot)
                {
                    Close(slot);
                }

                break;
        }
    }

    private int Allocate(InMemoryLink link)
    {
        _accepted++;
        _open++;
        if (!_free.TryPop(out int slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        _slots[slot] = link;
        link.Slot = slot;
        return slot;
    }

    private InMemoryLink LinkOf(int connection) =>
        (uint)connection < (uint)_slots.Count && _slots[connection] is { } link
            ? link
            : throw new ArgumentOutOfRangeException(nameof(connection), connection, "There is no open connection in this slot.");

    private int Take(InMemoryLink link, byte* data, int length)
    {
        if (link.PeerReset)
        {
            return SendResult.Broken;
        }

        int taken = Math.Min(length, link.Room);
        link.Outbound.Enqueue(new ReadOnlySpan<byte>(data, taken));
        _sentBytes += taken;
        if (taken < length)
        {
            link.WantsRoom = true;
            _shortSends++;
        }

        Monitor.PulseAll(Signal);
        return taken;
    }

    private void End(int connection, bool reset)
    {
        lock (Signal)
        {
            InMemoryLink link = LinkOf(connection);
            link.TransportFinished = true;
            link.TransportReset = reset;
            if (reset)
            {
                link.Outbound.Clear();
            }

            link.Slot = -1;
            _slots[connection] = null;
            _free.Push(connection);
            _open--;
            Monitor.PulseAll(Signal);
        }
    }
}
