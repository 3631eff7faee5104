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

    public void OnAccepted(int connection)
    {
    }

    public void OnReadable(int connection)
    {
    }

    public void OnWritable(int connection)
    {
        while (Transport.Send(connection, _chunk, ChunkSize) == ChunkSize)
        {
        }
    }

    public void OnClosed(int connection)
    {
    }

    public void Dispose() => NativeMemory.Free(_chunk);
}
