using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>A port on which connections are accepted.</summary>
public sealed class TcpListener
{
    private readonly Queue<TcpConnection> _ready;
    private readonly TcpStack _stack;

    internal TcpListener(TcpStack stack, IpEndpoint local, int backlog)
    {
        (_stack, Local, Backlog) = (stack, local, backlog);
        _ready = new Queue<TcpConnection>(Math.Min(backlog, 1024));
    }

    /// <summary>Address and port; the address may be any.</summary>
    public IpEndpoint Local { get; }

    /// <summary>Connections that may wait to be accepted, and as many again in the handshake; more handshakes go by SYN cookies.</summary>
    public int Backlog { get; }

    /// <summary>Connections waiting to be accepted.</summary>
    public int Waiting => _ready.Count;

    /// <summary>Connections in the handshake.</summary>
    public int HalfOpen { get; internal set; }

    internal bool IsAcceptQueueFull => _ready.Count >= Backlog;

    /// <summary>Takes a connection whose handshake is complete. It may have received data, or died, in the meantime.</summary>
    public bool TryAccept(out TcpConnection connection)
    {
        if (!_ready.TryDequeue(out connection!))
            return false;
        connection.IsWaitingForAccept = false;
        connection.IsUserOwned = true;
        if (connection.Readable > 0 || connection.Receiver.FinReceived)
            _stack.Signal(connection, TcpEvents.Readable);
        return true;
    }

    /// <summary>Stops listening; connections in the handshake or not yet accepted are reset.</summary>
    public void Close()
    {
        _stack.Remove(this);
        while (TryAccept(out var connection))
            connection.Abort();
    }

    internal void Enqueue(TcpConnection connection)
    {
        connection.IsWaitingForAccept = true;
        _ready.Enqueue(connection);
    }

    /// <summary>Takes a dead connection out of the queue.</summary>
    internal void Forget(TcpConnection connection)
    {
        for (var n = _ready.Count; n > 0; n--)
        {
            var candidate = _ready.Dequeue();
            if (candidate != connection)
                _ready.Enqueue(candidate);
        }
    }
}
