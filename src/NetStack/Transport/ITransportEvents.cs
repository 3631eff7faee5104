namespace MtcpRedis.NetStack.Transport;

/// <summary>
/// What an <see cref="ITransport"/> tells its owner during <see cref="ITransport.Poll"/>. Every method may call back into the transport, closing
/// connections (the named one or others) included.
/// </summary>
public interface ITransportEvents
{
    /// <summary>A connection was taken in. It may already hold bytes; <see cref="OnReadable"/> is raised for them separately.</summary>
    /// <param name="connection">Its slot.</param>
    void OnAccepted(int connection);

    /// <summary>
    /// Bytes, the end of the stream or an error may be waiting for <see cref="ITransport.Receive"/>. Raised once for an arrival, and again only after
    /// something new has arrived; it may be raised without need.
    /// </summary>
    /// <remarks>
    /// The end of the stream stands behind unread bytes: an owner that stops receiving while a command blocks does not learn that the peer has gone.
    /// </remarks>
    /// <param name="connection">The slot of the connection.</param>
    void OnReadable(int connection);

    /// <summary>A hint: an event of this connection will probably follow soon, so that what it will need can be loaded into the cache.</summary>
    /// <param name="connection">The slot of the connection; it may be one that is not open any more.</param>
    void OnForeseen(int connection)
    {
    }

    /// <summary>There is room again after a short <see cref="ITransport.Send"/>. Not raised for a connection that was never short of room.</summary>
    /// <param name="connection">The slot of the connection.</param>
    void OnWritable(int connection);

    /// <summary>
    /// The transport noticed that the connection is gone both ways (reset, hang-up, failed keep-alive) and has no bytes for the owner; if it has,
    /// <see cref="OnReadable"/> is raised instead, and <see cref="ITransport.Receive"/> fails after them. Its slot is released when this method
    /// returns; the owner must not use it any more and need not close it.
    /// </summary>
    /// <param name="connection">The slot of the connection.</param>
    void OnClosed(int connection);
}
