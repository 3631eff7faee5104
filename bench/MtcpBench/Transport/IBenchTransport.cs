namespace MtcpRedis.Bench.Transport;

/// <summary>Client byte streams of one generator thread: the seam between the load loop and what carries its bytes.</summary>
/// <remarks>
/// Polled and never blocking except in <see cref="Poll"/>, so a user-space stack whose packets move inside Poll fits as well as kernel
/// sockets. Used by one thread. Nothing here allocates after the connections are open.
/// </remarks>
internal unsafe interface IBenchTransport : IDisposable
{
    /// <summary>
    /// Whether sends only gather bytes that leave together in the next <see cref="Poll"/>. Then all that is received and sent between two polls
    /// happens at one time; otherwise each call enters the kernel and takes microseconds.
    /// </summary>
    bool IsBatched { get; }

    /// <summary>Starts an active open to the server. <see cref="BenchReadiness.Connected"/> or <see cref="BenchReadiness.Failed"/> follows.</summary>
    /// <returns>The connection's number: 0 for the first, 1 for the next, and so on.</returns>
    int Open();

    /// <summary>Moves bytes and reports what became possible, waiting at most so long when nothing is ready.</summary>
    /// <param name="events">Filled from the start.</param>
    /// <param name="timeoutNanoseconds">0 returns at once.</param>
    /// <returns>How many events were filled in.</returns>
    int Poll(Span<BenchEvent> events, long timeoutNanoseconds);

    /// <summary>Hands bytes over to be sent.</summary>
    /// <returns>How many were taken. Fewer than given: <see cref="BenchReadiness.Writable"/> follows. -1: the connection failed.</returns>
    int Send(int connection, ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Sends what was gathered, for a caller that has more to do before it polls again: the server works on it meanwhile. Does nothing where
    /// sends leave at once.
    /// </summary>
    void Flush();

    /// <summary>Takes received bytes.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="buffer">Memory that may be filled.</param>
    /// <param name="capacity">Its size in bytes, at least 1.</param>
    /// <param name="bytes">Where they are: in the buffer, or where they arrived; valid until the next call or <see cref="Release"/>.</param>
    /// <param name="more">Whether to call again at once: more may wait, and only a call that says otherwise makes the connection readable anew.</param>
    /// <returns>How many, 0 when none wait, -1 at the end of the stream or after a failure.</returns>
    int Receive(int connection, byte* buffer, int capacity, out byte* bytes, out bool more);

    /// <summary>What <see cref="Receive"/> handed out for a connection is not looked at any more.</summary>
    void Release(int connection);

    /// <summary>Why a connection is gone, in words for the user.</summary>
    string FailureOf(int connection);
}
