using MtcpRedis.NetStack.Tcp;

namespace MtcpRedis.NetStack.Tests.Simulation;

/// <summary>
/// The application on one end of a connection: sends so many bytes of a known stream in pieces of random size, reads as lazily as it is told,
/// checks every byte, and closes when both directions are done.
/// </summary>
internal sealed unsafe class SimulatedPeer(Random random, int toSend, int toReceive, int sendKey, int receiveKey, int laziness)
{
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

    internal static byte Pattern(int key, int position) => (byte)((position * 2654435761u >> 13) ^ (uint)key ^ (uint)position >> 8);

    private void Send()
    {
        while (_sent < toSend)
        {
            var length = Math.Min(random.Next(1, 3000), toSend - _sent);
            for (var i = 0; i < length; i++)
                _buffer[i] = Pattern(sendKey, _sent + i);
            var taken = _connection!.Send(_buffer.AsSpan(0, length));
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
                for (var i = 0; i < count && Failure is null; i++)
                {
                    if (_received >= toReceive || data[i] != Pattern(receiveKey, _received))
                        Failure = $"wrong byte at {_received}";
                    _received++;
                }
            }
        }
    }
}
