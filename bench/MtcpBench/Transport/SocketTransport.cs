using System.Runtime.InteropServices;

namespace MtcpRedis.Bench.Transport;

/// <summary>Non-blocking kernel sockets on one level-triggered epoll instance.</summary>
internal sealed unsafe class SocketTransport : IBenchTransport
{
    private const int BurstSize = 512;

    private readonly SocketTarget _target;
    private readonly List<int> _descriptors = [];
    private readonly List<State> _states = [];
    private readonly Dictionary<int, string> _failures = [];
    private readonly byte* _burst;
    private readonly int _epoll;
    private bool _disposed;

    /// <summary>Makes the epoll instance; no connection is opened yet.</summary>
    public SocketTransport(SocketTarget target)
    {
        _target = target;
        _epoll = Check(Libc.EpollCreate(Libc.EpollCloseOnExec), "epoll_create1");
        _burst = (byte*)NativeMemory.AllocZeroed((nuint)(BurstSize * EpollRecord.Size));
    }

    private enum State : byte
    {
        Connecting,
        Open,
        OpenWaitingForRoom,
        Failed,
    }

    /// <inheritdoc/>
    public bool IsBatched => false;

    /// <inheritdoc/>
    public int Open()
    {
        var connection = _descriptors.Count;
        var fd = Check(Libc.Socket(_target.Family, Libc.SockStream | Libc.SockNonBlock | Libc.SockCloseOnExec, 0), "socket");
        _descriptors.Add(fd);
        _states.Add(State.Connecting);
        if (_target.Family != Libc.AfUnix)
        {
            var on = 1;
            Check(Libc.SetSockOpt(fd, Libc.IpProtoTcp, Libc.TcpNoDelay, &on, sizeof(int)), "setsockopt");
        }

        fixed (byte* address = _target.Address)
        {
            if (Libc.Connect(fd, address, (uint)_target.Address.Length) != 0 && Marshal.GetLastPInvokeError() is var error and not Libc.EInProgress)
            {
                // The failure is reported by the next Poll like one that comes later: the descriptor is watched all the same.
                _failures[connection] = $"cannot connect to {_target.Name}: {Marshal.GetPInvokeErrorMessage(error)}";
            }
        }

        Control(Libc.EpollAdd, connection, Libc.EpollIn | Libc.EpollOut);
        return connection;
    }

    /// <inheritdoc/>
    public int Poll(Span<BenchEvent> events, long timeoutNanoseconds)
    {
        // epoll counts in milliseconds. Rounding down means that a wait shorter than that is a spin, which keeps due times exact.
        var timeout = (int)Math.Min(timeoutNanoseconds / 1_000_000, int.MaxValue);
        var ready = Libc.EpollWait(_epoll, _burst, Math.Min(BurstSize, events.Length), timeout);
        if (ready < 0)
        {
            return Marshal.GetLastPInvokeError() == Libc.EIntr ? 0 : Check(ready, "epoll_wait");
        }

        var count = 0;
        for (var i = 0; i < ready; i++)
        {
            var record = _burst + (i * EpollRecord.Size);
            var connection = EpollRecord.Data(record);
            var readiness = Translate(connection, EpollRecord.Events(record));
            if (readiness != BenchReadiness.None)
            {
                events[count++] = new BenchEvent(connection, readiness);
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public int Send(int connection, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var sent = (int)Libc.Send(_descriptors[connection], start, (nuint)bytes.Length, Libc.MsgNoSignal);
            if (sent == bytes.Length)
            {
                return sent;
            }

            if (sent < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error is not (Libc.EAgain or Libc.EIntr))
                {
                    return Fail(connection, $"sending: {Marshal.GetPInvokeErrorMessage(error)}");
                }

                sent = 0;
            }

            if (_states[connection] == State.Open)
            {
                _states[connection] = State.OpenWaitingForRoom;
                Control(Libc.EpollModify, connection, Libc.EpollIn | Libc.EpollOut);
            }

            return sent;
        }
    }

    /// <summary>Nothing is gathered.</summary>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public int Receive(int connection, byte* buffer, int capacity, out byte* bytes, out bool more)
    {
        var received = (int)Libc.Receive(_descriptors[connection], buffer, (nuint)capacity, 0);
        bytes = buffer;
        more = received == capacity;
        if (received > 0)
        {
            return received;
        }

        if (received == 0)
        {
            return Fail(connection, "the server closed the connection");
        }

        var error = Marshal.GetLastPInvokeError();
        return error is Libc.EAgain or Libc.EIntr ? 0 : Fail(connection, $"receiving: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Nothing is ever lent.</summary>
    public void Release(int connection)
    {
    }

    /// <inheritdoc/>
    public string FailureOf(int connection) => _failures.GetValueOrDefault(connection, "the connection failed");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (var fd in _descriptors)
        {
            _ = Libc.Close(fd);
        }

        _ = Libc.Close(_epoll);
        NativeMemory.Free(_burst);
    }

    private BenchReadiness Translate(int connection, uint events)
    {
        switch (_states[connection])
        {
            case State.Connecting:
                return FinishConnect(connection);
            case State.Failed:
                return BenchReadiness.None;
        }

        var readiness = BenchReadiness.None;
        if ((events & (Libc.EpollIn | Libc.EpollError | Libc.EpollHangUp)) != 0)
        {
            // An error is met, and put into words, by the receive that follows.
            readiness |= BenchReadiness.Readable;
        }

        if ((events & Libc.EpollOut) != 0 && _states[connection] == State.OpenWaitingForRoom)
        {
            _states[connection] = State.Open;
            Control(Libc.EpollModify, connection, Libc.EpollIn);
            readiness |= BenchReadiness.Writable;
        }

        return readiness;
    }

    private BenchReadiness FinishConnect(int connection)
    {
        var error = 0;
        var size = (uint)sizeof(int);
        Check(Libc.GetSockOpt(_descriptors[connection], Libc.SolSocket, Libc.SoError, &error, &size), "getsockopt");
        if (error != 0)
        {
            _failures[connection] = $"cannot connect to {_target.Name}: {Marshal.GetPInvokeErrorMessage(error)}";
        }

        if (_failures.ContainsKey(connection))
        {
            _states[connection] = State.Failed;
            return BenchReadiness.Failed;
        }

        _states[connection] = State.Open;
        Control(Libc.EpollModify, connection, Libc.EpollIn);
        return BenchReadiness.Connected;
    }

    private int Fail(int connection, string reason)
    {
        _failures.TryAdd(connection, reason);
        _states[connection] = State.Failed;
        return -1;
    }

    private void Control(int operation, int connection, uint events)
    {
        var record = stackalloc byte[16];
        EpollRecord.Write(record, events, connection);
        Check(Libc.EpollControl(_epoll, operation, _descriptors[connection], record), "epoll_ctl");
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
}
