using System.Diagnostics;
using MtcpRedis.NetStack.Transport;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>A client on our own stack.</summary>
internal sealed unsafe class StackPeer(StackRig rig, int slot) : IRigPeer
{
    private readonly Queue<byte> _received = new();
    private int _end;
    private bool _isGone;

    /// <summary>The connection's number on the client's side.</summary>
    public int Slot => slot;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] rest = bytes.ToArray();
        WaitUntil(() =>
        {
            fixed (byte* data = rest)
            {
                int taken = rig.Client.Send(slot, data, rest.Length);
                rest = taken >= 0 ? rest[taken..] : throw new IOException("the connection is broken");
            }

            rig.Client.Flush();
            return rest.Length == 0;
        });
    }

    public byte[] ReadExactly(int count)
    {
        WaitUntil(() => TakeAll() || _received.Count >= count);
        if (_received.Count < count)
        {
            throw new EndOfStreamException($"{_received.Count} of {count} bytes arrived");
        }

        return [.. Enumerable.Range(0, count).Select(_ => _received.Dequeue())];
    }

    public int ReadAvailable(Span<byte> destination)
    {
        rig.PollBoth();
        if (_received.Count == 0)
        {
            TakeOnce();
        }

        int count = Math.Min(_received.Count, destination.Length);
        for (int i = 0; i < count; i++)
        {
            destination[i] = _received.Dequeue();
        }

        return count;
    }

    public bool EndsOrderly()
    {
        WaitUntil(TakeAll);
        return _end == ReceiveResult.EndOfStream;
    }

    public void CloseWrite()
    {
        rig.Client.Tcp.ForEach(connection =>
        {
            if (connection.Id == slot)
            {
                connection.ShutdownSend();
            }
        });
        rig.Client.Flush();
    }

    public void Reset()
    {
        _isGone = true;
        rig.Client.Abort(slot);
        rig.Client.Flush();
    }

    public void Dispose()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        rig.Client.Close(slot);
        rig.Client.Flush();
    }

    /// <summary>The client's transport has taken the slot back.</summary>
    public void OnBroken() => (_isGone, _end) = (true, ReceiveResult.Failed);

    /// <summary>The wire is about to go: what has arrived is kept.</summary>
    public void TakeRest()
    {
        TakeAll();
        _isGone = true;
    }

    /// <summary>True at the stream's end, whichever it is.</summary>
    private bool TakeAll()
    {
        while (TakeOnce())
        {
        }

        return _end != 0;
    }

    private bool TakeOnce()
    {
        if (_end != 0 || _isGone)
        {
            return false;
        }

        int count = rig.ReceiveAtPeer(slot, out ReadOnlySpan<byte> bytes);
        _end = Math.Min(count, 0);
        foreach (byte value in bytes)
        {
            _received.Enqueue(value);
        }

        return count > 0;
    }

    private void WaitUntil(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.ElapsedMilliseconds > SocketPeer.TimeoutMilliseconds)
            {
                throw new TimeoutException($"The peer waits in vain; {_received.Count} bytes are there.");
            }

            rig.PollBoth();
        }
    }
}
