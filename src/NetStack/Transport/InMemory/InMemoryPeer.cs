namespace MtcpRedis.NetStack.Transport.InMemory;

/// <summary>The far end of an in-memory connection: what a client would do. Any thread.</summary>
public sealed class InMemoryPeer
{
    private readonly InMemoryTransport _transport;
    private readonly InMemoryLink _link;

    internal InMemoryPeer(InMemoryTransport transport, InMemoryLink link)
    {
        _transport = transport;
        _link = link;
    }

    /// <summary>Bytes that can be read now.</summary>
    public int Available => Locked(static link => link.Outbound.Count);

    /// <summary>Whether the transport has closed the connection and every byte has been read.</summary>
    public bool IsAtEnd => Locked(static link => link.TransportFinished && link.Outbound.Count == 0);

    /// <summary>Whether the transport has reset the connection.</summary>
    public bool WasReset => Locked(static link => link.TransportReset);

    /// <summary>Bytes sent that the other side has not yet taken.</summary>
    public int Unsent => Locked(static link => link.Inbound.Count);

    /// <summary>What the owner last asked for with <see cref="ITransport.SetKeepAlive"/>, in seconds.</summary>
    public int KeepAliveSeconds => Locked(static link => link.KeepAliveSeconds);

    /// <summary>How many bytes the transport may send ahead of the reads. Raising it makes room.</summary>
    public int Window
    {
        get => Locked(static link => link.Window);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            lock (_transport.Signal)
            {
                _link.Window = value;
                AnnounceRoom();
            }
        }
    }

    /// <summary>Most bytes one <see cref="ITransport.Receive"/> is given, at least 1: cuts the stream into fragments.</summary>
    public int ReceiveLimit
    {
        get => Locked(static link => link.ReceiveLimit);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (_transport.Signal)
            {
                _link.ReceiveLimit = value;
            }
        }
    }

    /// <summary>Sends bytes; there is no limit. After the end of the connection they are dropped, as a network would.</summary>
    /// <param name="bytes">What to send.</param>
    /// <exception cref="InvalidOperationException">This side has finished sending.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_transport.Signal)
        {
            if (_link.PeerFinished || _link.PeerReset)
            {
                throw new InvalidOperationException("This side has finished sending.");
            }

            if (!_link.TransportFinished && !bytes.IsEmpty)
            {
                _link.Inbound.Enqueue(bytes);
                AnnounceReadable();
            }
        }
    }

    /// <summary>Takes what has arrived, without waiting.</summary>
    /// <param name="destination">Where to.</param>
    /// <returns>How many bytes; 0 also at the end, which <see cref="IsAtEnd"/> tells.</returns>
    public int Read(Span<byte> destination)
    {
        lock (_transport.Signal)
        {
            return ReadLocked(destination);
        }
    }

    /// <summary>Waits for an exact number of bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="timeout">How long to wait for each arrival.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="EndOfStreamException">The connection ended before.</exception>
    /// <exception cref="TimeoutException">Nothing arrived in time.</exception>
    public byte[] ReadExactly(int count, TimeSpan timeout)
    {
        var result = new byte[count];
        lock (_transport.Signal)
        {
            for (int filled = 0; (filled += ReadLocked(result.AsSpan(filled))) < count;)
            {
                if (_link.Outbound.Count > 0)
                {
                    continue;
                }

                if (_link.TransportFinished)
                {
                    throw new EndOfStreamException($"The connection ended after {filled} of {count} bytes.");
                }

                if (!Monitor.Wait(_transport.Signal, timeout))
                {
                    throw new TimeoutException($"{filled} of {count} bytes arrived in time.");
                }
            }
        }

        return result;
    }

    /// <summary>Waits until the transport has closed or reset the connection.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <returns>Whether it has.</returns>
    public bool WaitForEnd(TimeSpan timeout)
    {
        long deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        lock (_transport.Signal)
        {
            while (!_link.TransportFinished)
            {
                long left = deadline - Environment.TickCount64;
                if (left <= 0)
                {
                    return false;
                }

                Monitor.Wait(_transport.Signal, (int)left);
            }

            return true;
        }
    }

    /// <summary>Finishes sending (FIN) and goes on receiving.</summary>
    public void CloseWrite()
    {
        lock (_transport.Signal)
        {
            if (!_link.PeerFinished)
            {
                _link.PeerFinished = true;
                AnnounceReadable();
            }
        }
    }

    /// <summary>Resets the connection (RST): what the other side sent is lost, what this side sent can still be received.</summary>
    public void Reset()
    {
        lock (_transport.Signal)
        {
            if (_link.PeerReset)
            {
                return;
            }

            _link.PeerReset = true;
            _link.Outbound.Clear();
            if (_link.Inbound.Count == 0)
            {
                _transport.Raise(_link, InMemoryEvent.Reset);
            }
            else
            {
                AnnounceReadable();
            }
        }
    }

    private int ReadLocked(Span<byte> destination)
    {
        int read = _link.Outbound.Dequeue(destination);
        AnnounceRoom();
        return read;
    }

    private void AnnounceReadable()
    {
        if (!_link.ReadableQueued)
        {
            _link.ReadableQueued = true;
            _transport.Raise(_link, InMemoryEvent.Readable);
        }
    }

    private void AnnounceRoom()
    {
        if (_link.WantsRoom && _link.Room > 0)
        {
            _link.WantsRoom = false;
            _transport.Raise(_link, InMemoryEvent.Writable);
        }
    }

    private T Locked<T>(Func<InMemoryLink, T> read)
    {
        lock (_transport.Signal)
        {
            return read(_link);
        }
    }
}
