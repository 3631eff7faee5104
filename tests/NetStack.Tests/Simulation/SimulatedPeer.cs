using MtcpRedis.NetStack.Tcp;

namespace MtcpRedis.NetStack.Tests.Simulation;

/// <summary>
/// The application on one end of a connection: sends so many bytes of a known stream in pieces of random size, reads as lazily as it is told,
/// checks every byte, and closes when both directions are done.
/// </summary>
internal sealed unsafe class SimulatedPeer(Random random, int toSend, int toReceive, int sendKey, int receiveKey, int laziness)
{
    /// <summary>Longest stream that a peer sends.</summary>
    internal const int LongestStream = 100_000;

    private static readonly byte[][] s_streams = [Stream(0), Stream(1)];
    private readonly byte[] _buffer = new byte[4096];
    private TcpConnection? _connection;
    private int _sent;
    private int _received;
    private bool _ended;

    internal bool IsDone { get; private set; }

    internal string? Failure { get; private set; }

    internal long WakeAt { get; private set; }

    internal string Progress => $"sent {_sent}/{toSend}, received {_received}/{toReceive}, ended {_ended}, done {IsDone}, {_connection?.State}";

    internal void Attach(TcpConnection connection) => _connection = connection;

    internal void Run(long now)
    {
        if (_connection is null || IsDone || Failure is not null)
            return;
        if (_connection.State == TcpState.Closed && _connection.Error != TcpError.None)
        {
            Failure = $"connection died: {_connection.Error}";
            return;
        }
        Send();
        if (now >= WakeAt)
        {
            Receive();
            WakeAt = laziness == 0 || _ended ? 0 : now + random.Next(laziness);
        }
        if (_ended && _sent == toSend && Failure is null)
        {
            IsDone = true;
            _connection.Close();
        }
    }

    /// <summary>Bytes that look alike nowhere. Made once, because thousands of runs compare millions of them.</summary>
    private static byte[] Stream(int key)
    {
        var stream = new byte[LongestStream];
        for (var i = 0; i < stream.Length; i++)
            stream[i] = (byte)((i * 2654435761u >> 13) ^ (uint)key ^ (uint)i >> 8);
        return stream;
    }

    private void Send()
    {
        while (_sent < toSend)
        {
            var length = Math.Min(random.Next(1, 3000), toSend - _sent);
            var taken = _connection!.Send(s_streams[sendKey].AsSpan(_sent, length));
            if (taken <= 0)
                break;
            _sent += taken;
        }
        if (_sent == toSend)
            _connection!.ShutdownSend();
    }

    private void Receive()
    {
        fixed (byte* buffer = _buffer)
        {
            for (var n = laziness == 0 ? 1000 : 2; n > 0; n--)
            {
                var count = _connection!.Receive(buffer, random.Next(1, 2000), out var data);
                if (count == TcpConnection.EndOfStream)
                {
                    _ended = true;
                    if (_received != toReceive)
                        Failure = $"stream ended after {_received} of {toReceive} bytes";
                }
                if (count <= 0)
                    return;
                var expected = s_streams[receiveKey].AsSpan(_received, Math.Min(count, toReceive - _received));
                var same = expected.CommonPrefixLength(new ReadOnlySpan<byte>(data, count));
                if (same < count)
                    Failure ??= $"wrong byte at {_received + same}";
                _received += same;
            }
        }
    }
}
