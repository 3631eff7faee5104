namespace MtcpRedis.NetStack.Transport;

/// <summary>
/// The byte streams of one core: connections are accepted, read and written through this seam whatever carries them (kernel sockets, the
/// user-space TCP stack, memory in tests).
/// </summary>
/// <remarks>
/// <para>
/// An instance belongs to one thread; every member except <see cref="Wake"/> is called from that thread only. A connection is named by a small
/// dense slot number that is reused after its close, so that the owner can keep its sessions in an array.
/// </para>
/// <para>
/// A slot lives from <see cref="ITransportEvents.OnAccepted"/> until the owner calls <see cref="Close"/> or <see cref="Abort"/>, or until
/// <see cref="ITransportEvents.OnClosed"/> returns. No event is raised for it after that, and passing it in is a programming error
/// (<see cref="ArgumentOutOfRangeException"/> where it can be told).
/// </para>
/// </remarks>
public unsafe interface ITransport : IDisposable
{
    /// <summary>What this transport has done since its creation.</summary>
    TransportStatistics Statistics { get; }

    /// <summary>Does one bounded piece of work: takes in new connections and readiness and raises the events for them.</summary>
    /// <param name="timeoutMilliseconds">
    /// How long to wait when there is nothing to do: 0 does not wait, -1 waits until something happens or <see cref="Wake"/> is called.
    /// </param>
    /// <param name="events">Receives the events, on the calling thread, before this method returns.</param>
    void Poll(int timeoutMilliseconds, ITransportEvents events);

    /// <summary>Takes what has arrived on a connection.</summary>
    /// <param name="connection">The slot of the connection.</param>
    /// <param name="buffer">Memory that the transport may fill; it may also hand out its own memory instead.</param>
    /// <param name="capacity">Size of <paramref name="buffer"/> in bytes, at least 1.</param>
    /// <param name="data">
    /// Where the bytes are: <paramref name="buffer"/> itself, or memory of the transport that stays valid until the next call of this method
    /// for the same connection, <see cref="Release"/> or the end of the connection.
    /// </param>
    /// <param name="more">
    /// True when the caller should call again without waiting for <see cref="ITransportEvents.OnReadable"/>: more bytes, or the end of the
    /// stream, may be there. After false, <see cref="ITransportEvents.OnReadable"/> is raised when something new arrives.
    /// </param>
    /// <returns>
    /// The number of bytes at <paramref name="data"/>; 0 when there is nothing now; <see cref="ReceiveResult.EndOfStream"/> or
    /// <see cref="ReceiveResult.Failed"/>.
    /// </returns>
    int Receive(int connection, byte* buffer, int capacity, out byte* data, out bool more);

    /// <summary>
    /// The memory that <see cref="Receive"/> handed out for a connection is not looked at any more. To be called when it is not the caller's own: what
    /// is lent is scarce, and the next call of Receive may be far away.
    /// </summary>
    /// <param name="connection">The slot of the connection.</param>
    void Release(int connection);

    /// <summary>Hands bytes to a connection.</summary>
    /// <param name="connection">The slot of the connection.</param>
    /// <param name="data">The bytes; the caller may reuse the memory of those that were taken as soon as the call returns.</param>
    /// <param name="length">How many.</param>
    /// <returns>
    /// How many were taken, 0 to <paramref name="length"/>. After fewer than <paramref name="length"/>,
    /// <see cref="ITransportEvents.OnWritable"/> follows when there is room. Negative: the connection is broken and is to be closed.
    /// </returns>
    int Send(int connection, byte* data, int length);

    /// <summary>Hands several pieces to a connection as one stream of bytes; otherwise as <see cref="Send"/>.</summary>
    /// <param name="connection">The slot of the connection.</param>
    /// <param name="slices">The pieces, in order; any number of them.</param>
    /// <returns>How many bytes were taken in all; negative when the connection is broken.</returns>
    int SendVector(int connection, ReadOnlySpan<IoSlice> slices);

    /// <summary>
    /// Ends a connection after what was taken for it has been delivered (FIN). Where bytes of the peer were not received, it gets what can leave at
    /// once and a reset, as Linux does it. The slot is free at once.
    /// </summary>
    /// <param name="connection">The slot of the connection.</param>
    void Close(int connection);

    /// <summary>Ends a connection at once and drops what is on its way (RST). The slot is free at once.</summary>
    /// <param name="connection">The slot of the connection.</param>
    void Abort(int connection);

    /// <summary>Ends a turn: an implementation that gathers its work hands it over here. Cheap when there is nothing to hand over.</summary>
    void Flush();

    /// <summary>Who is connected to whom. Allocates text: for accept-time checks and reports, not for the way of a request.</summary>
    /// <param name="connection">The slot of the connection.</param>
    /// <returns>Both addresses as Redis prints them.</returns>
    ConnectionEndpoints Endpoints(int connection);

    /// <summary>Turns probing of an idle peer on or off. Without effect where the carrier has no probes (Unix-domain sockets).</summary>
    /// <param name="connection">The slot of the connection.</param>
    /// <param name="seconds">Silence after which the first probe is sent, as <c>tcp-keepalive</c>; 0 turns probing off.</param>
    void SetKeepAlive(int connection, int seconds);

    /// <summary>
    /// Makes the current or the next waiting <see cref="Poll"/> return. May be called from any thread at any time, also while the transport is
    /// being disposed; many calls before the next poll count as one.
    /// </summary>
    void Wake();
}
