using MtcpRedis.NetStack.Transport.InMemory;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>A client in memory.</summary>
internal sealed class MemoryPeer(InMemoryPeer peer) : IRigPeer
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(SocketPeer.TimeoutMilliseconds);

    public void Write(ReadOnlySpan<byte> bytes) => peer.Write(bytes);

    public byte[] ReadExactly(int count) => peer.ReadExactly(count, Timeout);

    public int ReadAvailable(Span<byte> destination) => peer.Read(destination);

    public bool EndsOrderly() => peer.WaitForEnd(Timeout) ? !peer.WasReset : throw new TimeoutException("The connection did not end.");

    public void CloseWrite() => peer.CloseWrite();

    public void Reset() => peer.Reset();

    public void Dispose() => peer.CloseWrite();
}
