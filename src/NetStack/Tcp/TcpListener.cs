using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>A port on which connections are accepted.</summary>
public sealed class TcpListener
{
    /// <summary>Connections that may join the queue between two turns of the application, whatever the backlog.</summary>
    private const int MostPerTurn = 1024;

    private readonly Queue<TcpConnection> _ready;
    private readonly TcpStack _stack;
    private int _left;

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

    /// <summary>
    /// True if no more connections may wait. Only those count that the application has left in the queue in its turn: many handshakes may end in one
    /// look at the port, before it has had a chance.
    /// </summary>
    internal bool IsAcceptQueueFull => _left >= Backlog || _ready.Count >= Backlog + MostPerTurn;

    /// <summary>Takes a connection whose handshake is complete. It may have received data, or died, in the meantime.</summary>
    public bool TryAccept(out TcpConnection connection)
    {
        if (!_ready.TryDequeue(out connection!))
            return false;
        _left = Math.Min(_left, _ready.Count);
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

    /// <summary>The application has had its turn.</summary>
    internal void OnTurnEnd() => _left = _ready.Count;

    /// <summary>Takes a connection that died with nothing to read out of the queue.</summary>
    internal void Forget(TcpConnection connection)
    {
        for (var n = _ready.Count; n > 0; n--)
        {
            var candidate = _ready.Dequeue();
            if (candidate != connection)
                _ready.Enqueue(candidate);
        }
        _left = Math.Min(_left, _ready.Count);
    }
}
