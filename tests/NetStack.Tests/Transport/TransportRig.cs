using System.Diagnostics;
using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Transport;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>A transport under test with peers that can reach it. Everything runs on the test's own thread.</summary>
internal abstract unsafe class TransportRig : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly byte* _buffer = (byte*)NativeMemory.Alloc(BufferSize);

    public abstract ITransport Transport { get; }

    public RecordingEvents Events { get; } = new();

    public abstract IRigPeer Connect();

    /// <summary>Connects and waits for the accept.</summary>
    public (IRigPeer Peer, int Connection) Accept()
    {
        int before = Events.Accepted.Count;
        IRigPeer peer = Connect();
        PollUntil(() => Events.Accepted.Count > before);
        return (peer, Events.Accepted[before]);
    }

    /// <summary>Polls until the condition holds; fails loudly when it never does.</summary>
    public void PollUntil(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.ElapsedMilliseconds > SocketPeer.TimeoutMilliseconds)
            {
                throw new TimeoutException("The condition did not come true. Events: " + string.Join(", ", Events.Log.TakeLast(50)));
            }

            PollPeers();
            Transport.Poll(1, Events);
        }
    }

    public void WaitReadable(int connection)
    {
        PollUntil(() => Events.Readable.Contains(connection));
        Events.Readable.Remove(connection);
    }

    /// <summary>Receives as an owner must: until the transport says that an event will follow. Returns the last result.</summary>
    public int ReceiveAll(int connection, List<byte> into, int capacity = BufferSize)
    {
        while (true)
        {
            int received = Transport.Receive(connection, _buffer, Math.Min(capacity, BufferSize), out byte* data, out bool more);
            if (received > 0)
            {
                into.AddRange(new ReadOnlySpan<byte>(data, received));
            }

            if (received < 0 || !more)
            {
                return received;
            }
        }
    }

    /// <summary>Receives, waiting for events as announced, until so many bytes are there.</summary>
    public byte[] ReceiveExactly(int connection, int count)
    {
        List<byte> bytes = [];
        while (bytes.Count < count)
        {
            WaitReadable(connection);
            int result = ReceiveAll(connection, bytes);
            Assert.True(result >= 0 || bytes.Count >= count, $"result {result} after {bytes.Count} of {count} bytes");
        }

        return [.. bytes];
    }

    /// <summary>Receives, waiting for events as announced, until the stream ends; returns how it ended.</summary>
    public int ReceiveToEnd(int connection, List<byte> into)
    {
        while (true)
        {
            WaitReadable(connection);
            int result = ReceiveAll(connection, into);
            if (result < 0)
            {
                return result;
            }
        }
    }

    public int Send(int connection, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            return Transport.Send(connection, data, bytes.Length);
        }
    }

    /// <summary>Sends in pieces of a given size by one gathered call.</summary>
    public int SendVector(int connection, ReadOnlySpan<byte> bytes, int pieceSize)
    {
        fixed (byte* data = bytes)
        {
            var slices = new IoSlice[(bytes.Length + pieceSize - 1) / pieceSize];
            for (int i = 0; i < slices.Length; i++)
            {
                slices[i] = new IoSlice(data + i * pieceSize, Math.Min(pieceSize, bytes.Length - i * pieceSize));
            }

            return Transport.SendVector(connection, slices);
        }
    }

    /// <summary>Where peers have no thread or kernel of their own: gives them their turn.</summary>
    public virtual void PollPeers()
    {
    }

    public virtual void Dispose()
    {
        Transport.Dispose();
        NativeMemory.Free(_buffer);
    }
}
