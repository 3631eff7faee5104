using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.StackBench;

/// <summary>Takes what arrives and throws it away.</summary>
internal sealed unsafe class BulkServer : ITransportEvents, IDisposable
{
    private const int BufferSize = 65_536;
    private readonly byte* _buffer = (byte*)NativeMemory.AllocZeroed(BufferSize);

    internal UserSpaceTransport Transport { private get; set; } = null!;

    internal int Accepted { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>Connections whose peer has gone, or sends no more.</summary>
    internal int Closed { get; private set; }

    public void OnAccepted(int connection) => Accepted++;

    public void OnReadable(int connection)
    {
        bool more;
        int count;
        do
        {
            count = Transport.Receive(connection, _buffer, BufferSize, out _, out more);
            if (count > 0)
                Bytes += count;
        }
        while (more);
        if (count < 0)
            Closed++;
        Transport.Release(connection);
    }

    public void OnWritable(int connection)
    {
    }

    public void OnClosed(int connection) => Closed++;

    public void Dispose() => NativeMemory.Free(_buffer);
}
