using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.StackBench;

/// <summary>Sends as much as the connection takes.</summary>
internal sealed unsafe class BulkClient : ITransportEvents, IDisposable
{
    private const int ChunkSize = 65_536;
    private readonly byte* _chunk = (byte*)NativeMemory.AllocZeroed(ChunkSize);

    internal UserSpaceTransport Transport { private get; set; } = null!;

    /// <summary>Bytes that connections have taken.</summary>
    internal long Taken { get; private set; }

    /// <summary>Connections whose peer has gone.</summary>
    internal int Closed { get; private set; }

    public void OnAccepted(int connection)
    {
    }

    public void OnReadable(int connection)
    {
    }

    public void OnWritable(int connection)
    {
        int taken;
        do
        {
            taken = Transport.Send(connection, _chunk, ChunkSize);
            Taken += Math.Max(taken, 0);
        }
        while (taken == ChunkSize);
    }

    public void OnClosed(int connection) => Closed++;

    public void Dispose() => NativeMemory.Free(_chunk);
}
