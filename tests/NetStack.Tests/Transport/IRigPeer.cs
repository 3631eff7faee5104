namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>The far end of a connection in a contract test.</summary>
internal interface IRigPeer : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Waits for exactly so many bytes; throws when the stream ends before.</summary>
    byte[] ReadExactly(int count);

    /// <summary>Takes what is there now, at most so many bytes.</summary>
    int ReadAvailable(Span<byte> destination);

    /// <summary>Waits for the end: true for an orderly one, false for a reset.</summary>
    bool EndsOrderly();

    void CloseWrite();

    void Reset();
}
