using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Transport;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Sends back what arrives, at once; only for peers that keep reading.</summary>
internal sealed unsafe class EchoEvents(ITransport transport) : ITransportEvents, IDisposable
{
    private const int Capacity = 16 * 1024;

    private readonly byte* _buffer = (byte*)NativeMemory.Alloc(Capacity);

    public int Echoed { get; private set; }

    public void OnAccepted(int connection)
    {
    }

    public void OnReadable(int connection)
    {
        bool more = true;
        while (more)
        {
            int received = transport.Receive(connection, _buffer, Capacity, out byte* data, out more);
            if (received > 0)
            {
                Echoed += transport.Send(connection, data, received);
            }
        }
    }

    public void OnWritable(int connection) => throw new InvalidOperationException("The peer does not keep reading.");

    public void OnClosed(int connection)
    {
    }

    public void Dispose() => NativeMemory.Free(_buffer);
}
