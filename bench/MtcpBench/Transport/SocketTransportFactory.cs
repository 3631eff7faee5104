namespace MtcpRedis.Bench.Transport;

/// <summary>Kernel sockets for every generator thread.</summary>
internal sealed class SocketTransportFactory(SocketTarget target) : IBenchTransportFactory
{
    /// <inheritdoc/>
    public IBenchTransport Create(int thread) => new SocketTransport(target);

    /// <summary>Nothing is shared between the threads.</summary>
    public void Dispose()
    {
    }
}
