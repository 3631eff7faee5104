using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.StackBench;

/// <summary>Answers every so many bytes of request with so many bytes of reply, all requests of a receive with one send.</summary>
internal sealed unsafe class RequestServer(int requestLength, int replyLength) : ITransportEvents, IDisposable
{
    private const int BufferSize = 65_536;
    private readonly byte* _buffer = (byte*)NativeMemory.AllocZeroed(BufferSize);
    private readonly byte* _replies = (byte*)NativeMemory.AllocZeroed(BufferSize);
    private int[] _pending = new int[1024];

    internal UserSpaceTransport Transport { private get; set; } = null!;

    internal int Accepted { get; private set; }

    internal int Open { get; private set; }

    internal long Requests { get; private set; }

    public void OnAccepted(int connection)
    {
        Accepted++;
        Open++;
        if (connection >= _pending.Length)
            Array.Resize(ref _pending, Math.Max(connection + 1, _pending.Length * 2));
        _pending[connection] = 0;
    }

    public void OnReadable(int connection)
    {
        var bytes = _pending[connection];
        int count;
        bool more;
        do
        {
            count = Transport.Receive(connection, _buffer, BufferSize, out _, out more);
            if (count > 0)
                bytes += count;
        }
        while (more);
        Transport.Release(connection);
        var requests = bytes / requestLength;
        _pending[connection] = bytes - requests * requestLength;
        Requests += requests;
        if (requests > 0)
            Transport.Send(connection, _replies, requests * replyLength);
        if (count == ReceiveResult.EndOfStream)
        {
            Open--;
            Transport.Close(connection);
        }
    }

    public void OnWritable(int connection)
    {
    }

    public void OnClosed(int connection) => Open--;

    public void Dispose()
    {
        NativeMemory.Free(_buffer);
        NativeMemory.Free(_replies);
    }
}
