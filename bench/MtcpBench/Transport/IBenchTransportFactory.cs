namespace MtcpRedis.Bench.Transport;

/// <summary>Makes one transport per generator thread. Disposed after all of them.</summary>
internal interface IBenchTransportFactory : IDisposable
{
    /// <summary>Makes the transport of one generator thread; called on that thread.</summary>
    /// <param name="thread">Index of the thread, from 0.</param>
    IBenchTransport Create(int thread);
}
