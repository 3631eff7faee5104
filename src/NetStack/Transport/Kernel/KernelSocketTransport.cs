namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>
/// Kernel sockets of one core: non-blocking, edge-triggered epoll (epoll(7)), each connection registered once. After the accept nothing is allocated
/// and a request costs its receive, its send and a share of one wait.
/// </summary>
public sealed unsafe class KernelSocketTransport : ITransport
{
    private const int EventCapacity = 512;
    private const int AcceptBurst = 128;
    private const int DiscardRounds = 4;
    private const ulong WakeToken = ulong.MaxValue;
    private const uint Interest =
        EpollSet.In | EpollSet.Out | EpollSet.Priority | EpollSet.PeerHangUp | EpollSet.EdgeTriggered;

    private readonly int _core;
    private readonly EpollSet _epoll = new(EventCapacity);
    private readonly WakeSignal _wake = new();
    private readonly Acceptor _acceptor;
    private readonly SlotTable _slots = new();
    private readonly Gathering? _gathering;
    private long _accepted;
    private long _receivedBytes;
    private long _sentBytes;
    private long _receiveCalls;
    private long _sendCalls;
    private long _shortSends;
    private long _polls;
    private long _wakes;
    private bool _disposed;

    /// <summary>Makes the transport of one core.</summary>
    /// <param name="listeners">Where it accepts from; null for nowhere. Stays the caller's.</param>
    /// <param name="core">Which of the set's cores this is, from 0.</param>
    /// <param name="gatherMicroseconds">Longest time that requests of many connections are left to gather; see <see cref="GatherPolicy"/>. 0: none.</param>
    /// <exception cref="TransportException">The system refused a resource.</exception>
    public KernelSocketTransport(ListenerSet? listeners, int core, int gatherMicroseconds = 0)
    {
        _core = core;
        _gathering = gatherMicroseconds > 0 ? new Gathering(_wake, gatherMicroseconds) : null;
        _acceptor = new Acceptor(_epoll);
        _wake.WatchBy(_epoll, WakeToken);
        Rebind(listeners);
    }

    /// <inheritdoc/>
    public TransportStatistics Statistics => new(
        _accepted, _acceptor.Errors, _slots.Count, _receivedBytes, _sentBytes, _receiveCalls, _sendCalls, _shortSends, _polls, _wakes,
        _gathering?.Waits ?? 0);

    /// <summary>Accepts from other listeners from now on; connections stay. The former set may be disposed when every core has let go of it.</summary>
    /// <param name="listeners">The new listeners; null for none.</param>
    /// <exception cref="TransportException">The system refused a resource.</exception>
    public void Rebind(ListenerSet? listeners) => _acceptor.Watch(listeners?.ForCore(_core) ?? []);

    /// <inheritdoc/>
    public void Poll(int timeoutMilliseconds, ITransportEvents events)
    {
        _polls++;
        int timeout = _acceptor.Resume(timeoutMilliseconds);
        if (timeout != 0 && (_wake.BeginWait() || _gathering?.Wait() == true))
        {
            timeout = 0;
        }

        int count = _epoll.Wait(timeout);
        _gathering?.Looked();
        if (_wake.EndWait())
        {
            _wakes++;
        }

        for (int i = 0; i < count; i++)
        {
            ulong token = _epoll.Token(i);
            if (!Acceptor.IsListener(token))
            {
                if (_slots.IsCurrent(token))
                {
                    Dispatch(token, _epoll.Readiness(i), events);
                }
            }
            else if (token != WakeToken)
            {
                Accept(_acceptor.ListenerOf(token), events);
            }
        }
    }

    /// <inheritdoc/>
    public int Receive(int connection, byte* buffer, int capacity, out byte* data, out bool more)
    {
        ref Slot slot = ref _slots[connection];
        _receiveCalls++;
        data = buffer;
        int received;
        do
        {
            received = Libc.Receive(slot.Descriptor, buffer, capacity, 0);
        }
        while (received == -Errno.Interrupted);

        if (received > 0)
        {
            _receivedBytes += received;

            // A stream socket that gives less than asked is empty (epoll(7)), and the next arrival is a new edge.
            more = received == capacity || (slot.Flags & SlotFlags.ReadToEnd) != 0;
            return received;
        }

        more = false;
        return received switch
        {
            0 => ReceiveResult.EndOfStream,
            -Errno.Again => 0,
            _ => ReceiveResult.Failed,
        };
    }

    /// <summary>Nothing is ever lent.</summary>
    public void Release(int connection)
    {
    }

    /// <inheritdoc/>
    public int Send(int connection, byte* data, int length)
    {
        ref Slot slot = ref _slots[connection];
        _sendCalls++;
        if (length == 0)
        {
            return 0;
        }

        int sent;
        do
        {
            sent = Libc.Send(slot.Descriptor, data, length, SocketConstants.MessageNoSignal);
        }
        while (sent == -Errno.Interrupted);

        return Taken(ref slot, sent, length);
    }

    /// <inheritdoc/>
    public int SendVector(int connection, ReadOnlySpan<IoSlice> slices)
    {
        ref Slot slot = ref _slots[connection];
        _sendCalls++;
        int total = 0;
        while (!slices.IsEmpty)
        {
            ReadOnlySpan<IoSlice> part = slices[..Math.Min(slices.Length, SocketConstants.MaxSlices)];
            int offered = 0;
            foreach (IoSlice slice in part)
            {
                offered = checked(offered + slice.Length);
            }

            int taken = offered == 0 ? 0 : Taken(ref slot, SendMessage(slot.Descriptor, part), offered);
            if (taken < 0)
            {
                return taken;
            }

            total = checked(total + taken);
            if (taken < offered)
            {
                break;
            }

            slices = slices[part.Length..];
        }

        return total;
    }

    /// <inheritdoc/>
    public void Close(int connection)
    {
        ref Slot slot = ref _slots[connection];
        if ((slot.Flags & SlotFlags.Unix) == 0)
        {
            DiscardUnread(slot.Descriptor);
        }

        FreeSlot(connection);
    }

    /// <inheritdoc/>
    public void Abort(int connection)
    {
        _ = Libc.SetResetOnClose(_slots[connection].Descriptor); // Unix-domain sockets accept it without effect
        FreeSlot(connection);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        // Every send has been given to the kernel already.
    }

    /// <inheritdoc/>
    public ConnectionEndpoints Endpoints(int connection)
    {
        ref Slot slot = ref _slots[connection];
        const string Unknown = "?:0";
        string local = SocketName.TryGetLocal(slot.Descriptor, out SocketName ours) ? ours.ToString() : Unknown;
        if ((slot.Flags & SlotFlags.Unix) != 0)
        {
            return new ConnectionEndpoints(local, local, IsLocal: true, IsUnixSocket: true, slot.Descriptor);
        }

        bool known = SocketName.TryGetPeer(slot.Descriptor, out SocketName peer);
        return new ConnectionEndpoints(local, known ? peer.ToString() : Unknown, known && peer.IsLoopback, IsUnixSocket: false, slot.Descriptor);
    }

    /// <inheritdoc/>
    /// <remarks>Three probes are sent, a third of <paramref name="seconds"/> apart, as Redis documents for <c>tcp-keepalive</c>.</remarks>
    public void SetKeepAlive(int connection, int seconds)
    {
        ref Slot slot = ref _slots[connection];
        if ((slot.Flags & SlotFlags.Unix) != 0)
        {
            return;
        }

        // None of these can fail for a TCP socket and values in range; a connection that died meanwhile is reported by the next poll.
        _ = Libc.SetOption(slot.Descriptor, SocketConstants.LevelSocket, SocketConstants.KeepAlive, seconds > 0 ? 1 : 0);
        if (seconds > 0)
        {
            _ = Libc.SetOption(slot.Descriptor, SocketConstants.LevelTcp, SocketConstants.TcpKeepIdle, seconds);
            _ = Libc.SetOption(slot.Descriptor, SocketConstants.LevelTcp, SocketConstants.TcpKeepInterval, Math.Max(1, seconds / 3));
            _ = Libc.SetOption(slot.Descriptor, SocketConstants.LevelTcp, SocketConstants.TcpKeepCount, 3);
        }
    }

    /// <inheritdoc/>
    public void Wake() => _wake.Set();

    /// <summary>Closes every connection and lets go of the listeners. Not during <see cref="Poll"/>.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        for (int i = 0; i < _slots.Capacity; i++)
        {
            if (_slots.IsOpen(i))
            {
                Close(i);
            }
        }

        _acceptor.Watch([]);
        _acceptor.Dispose();
        _wake.Dispose();
        _gathering?.Dispose();
        _epoll.Dispose();
    }

    private void Accept(in Listener listener, ITransportEvents events)
    {
        int budget = AcceptBurst;
        SlotFlags flags = listener.IsUnix ? SlotFlags.Unix : SlotFlags.None;
        for (int descriptor; (descriptor = _acceptor.Next(listener, ref budget)) >= 0;)
        {
            if (!listener.IsUnix)
            {
                _ = Libc.SetOption(descriptor, SocketConstants.LevelTcp, SocketConstants.TcpNoDelay, 1);
            }

            int connection = _slots.Allocate(descriptor, flags);
            if (_epoll.Add(descriptor, Interest, _slots.Token(connection)) < 0)
            {
                _acceptor.CountError(); // out of kernel memory or of epoll watches
                FreeSlot(connection);
                continue;
            }

            _accepted++;
            events.OnAccepted(connection);
        }
    }

    private void Dispatch(ulong token, uint readiness, ITransportEvents events)
    {
        int connection = (int)(uint)token;
        ref Slot slot = ref _slots[connection];
        if ((readiness & (EpollSet.Error | EpollSet.HangUp)) != 0 && !HasUnread(slot.Descriptor))
        {
            events.OnClosed(connection);
            if (_slots.IsCurrent(token))
            {
                FreeSlot(connection);
            }

            return;
        }

        const uint Final = EpollSet.Error | EpollSet.HangUp | EpollSet.PeerHangUp | EpollSet.Priority;
        if ((readiness & Final) != 0)
        {
            slot.Flags |= SlotFlags.ReadToEnd;
        }

        if ((readiness & EpollSet.Out) != 0 && (slot.Flags & SlotFlags.WantsRoom) != 0)
        {
            slot.Flags &= ~SlotFlags.WantsRoom;
            events.OnWritable(connection);
        }

        if ((readiness & (EpollSet.In | Final)) != 0 && _slots.IsCurrent(token))
        {
            _gathering?.Arrived(ref slot);
            events.OnReadable(connection);
        }
    }

    private int Taken(ref Slot slot, int sent, int offered)
    {
        if (sent == offered)
        {
            _sentBytes += sent;
            return sent;
        }

        if (sent < 0 && sent != -Errno.Again)
        {
            return SendResult.Broken;
        }

        // A short count means that the kernel's queue is full: it raises an edge when there is room.
        slot.Flags |= SlotFlags.WantsRoom;
        _shortSends++;
        sent = Math.Max(sent, 0);
        _sentBytes += sent;
        return sent;
    }

    private static int SendMessage(int descriptor, ReadOnlySpan<IoSlice> slices)
    {
        fixed (IoSlice* first = slices)
        {
            int sent;
            do
            {
                sent = Libc.SendMessage(descriptor, first, slices.Length, SocketConstants.MessageNoSignal);
            }
            while (sent == -Errno.Interrupted);

            return sent;
        }
    }

    // A peer that reset the connection may have sent something before: it is still to be read.
    private static bool HasUnread(int descriptor)
    {
        byte ignored;
        return Libc.Receive(descriptor, &ignored, 1, SocketConstants.MessagePeek | SocketConstants.MessageDontWait) > 0;
    }

    // Closing a socket with unread bytes resets the connection, and a reset drops replies that are still on their way. So the bytes are taken first,
    // without copying them (tcp(7), MSG_TRUNC), in bounded amounts.
    private static void DiscardUnread(int descriptor)
    {
        const int Flags = SocketConstants.MessageTruncate | SocketConstants.MessageDontWait;
        for (int i = 0; i < DiscardRounds && Libc.Receive(descriptor, null, int.MaxValue, Flags) > 0; i++)
        {
        }
    }

    private void FreeSlot(int connection)
    {
        int descriptor = _slots[connection].Descriptor;
        _slots.Free(connection);
        _ = Libc.Close(descriptor); // also ends the watch; EINTR does not leave it open on Linux
    }
}
