using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.StackBench;

/// <summary>Keeps a batch of requests under way on each connection: when the last reply of a batch is there, the next batch leaves.</summary>
internal sealed unsafe class RequestClient(int requestLength, int replyLength, int pipeline) : ITransportEvents, IDisposable
{
    private const int BufferSize = 65_536;
    private readonly byte* _buffer = (byte*)NativeMemory.AllocZeroed(BufferSize);
    private readonly byte* _requests = (byte*)NativeMemory.AllocZeroed(BufferSize);
    private int[] _awaited = new int[1024];

    internal UserSpaceTransport Transport { private get; set; } = null!;

    internal long Replies { get; private set; }

    /// <summary>True while a complete batch is answered by the next one.</summary>
    internal bool GoesOn { get; set; } = true;

    public void OnAccepted(int connection)
    {
    }

    public void OnReadable(int connection)
    {
        bool more;
        do
        {
            var count = Transport.Receive(connection, _buffer, BufferSize, out _, out more);
            if (count > 0)
                _awaited[connection] -= count;
        }
        while (more);
        Transport.Release(connection);
        if (_awaited[connection] > 0)
            return;
        Replies += pipeline;
        if (GoesOn)
            Send(connection);
        else
            Transport.Close(connection);
    }

    public void OnWritable(int connection) => Send(connection);

    public void OnClosed(int connection)
    {
    }

    public void Dispose()
    {
        NativeMemory.Free(_buffer);
        NativeMemory.Free(_requests);
    }

    private void Send(int connection)
    {
        if (connection >= _awaited.Length)
            Array.Resize(ref _awaited, Math.Max(connection + 1, _awaited.Length * 2));
        _awaited[connection] = pipeline * replyLength;
        Transport.Send(connection, _requests, pipeline * requestLength);
    }
}
