using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MtcpRedis.TestKit;

/// <summary>
/// A blocking client for tests. Commands may be sent ahead of their replies; while it sends it also takes in what arrives, so a long
/// pipeline cannot lock up with a server that stops reading. Push messages of RESP3 are kept apart from replies.
/// </summary>
public sealed class RespClient : IDisposable
{
    private readonly Socket _socket;
    private readonly RespReader _reader;
    private readonly MemoryStream _outgoing = new();
    private readonly Queue<RespValue> _pushes = new();
    private readonly byte[] _scratch = new byte[64 * 1024];
    private long _deadline;

    private RespClient(Socket socket, EndPoint endPoint)
    {
        _socket = socket;
        _socket.Connect(endPoint);
        _socket.Blocking = false;
        _reader = new RespReader(ReceiveInto);
    }

    /// <summary>How long one call may wait for the server; 30 s unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The socket, for tests that reset, half-close or choke it.</summary>
    public Socket Socket => _socket;

    public static RespClient Connect(int port) => Connect(IPAddress.Loopback, port);

    public static RespClient Connect(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return Open(socket, new IPEndPoint(address, port));
    }

    /// <summary>Connects a socket, which belongs to the client from now on.</summary>
    public static RespClient Connect(Socket socket, EndPoint endPoint) => Open(socket, endPoint);

    /// <summary>Connects with a receive buffer of the given size, for slow readers.</summary>
    public static RespClient ConnectWithReceiveBuffer(int port, int bytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = bytes };
        return Open(socket, new IPEndPoint(IPAddress.Loopback, port));
    }

    public static RespClient ConnectUnix(string path) =>
        Open(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));

    /// <summary>Sends one command and waits for its reply.</summary>
    public RespValue Call(params string[] words) => Call(new RespCommand(words));

    public RespValue Call(RespCommand command)
    {
        Send(command);
        return Receive();
    }

    /// <summary>Sends one command whose words are separated by single spaces.</summary>
    public RespValue CallLine(string line) => Call(RespCommand.Parse(line));

    /// <summary>Sends all commands at once and returns their replies in order.</summary>
    public RespValue[] CallAll(IReadOnlyCollection<RespCommand> commands)
    {
        Send(commands);
        return ReceiveMany(commands.Count);
    }

    /// <summary>As <see cref="Call(string[])"/>, but an error reply fails.</summary>
    /// <exception cref="InvalidOperationException">The server answered with an error.</exception>
    public RespValue Must(params string[] words)
    {
        var reply = Call(words);
        return reply.IsError ? throw new InvalidOperationException($"{string.Join(' ', words)}: {reply.Text}") : reply;
    }

    public void Send(params string[] words) => Send(new RespCommand(words));

    public void Send(RespCommand command)
    {
        command.WriteTo(_outgoing);
        Flush();
    }

    public void Send(IEnumerable<RespCommand> commands)
    {
        foreach (var command in commands)
        {
            command.WriteTo(_outgoing);
        }

        Flush();
    }

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        _outgoing.Write(bytes);
        Flush();
    }

    /// <summary>Sends an inline command; the line end is added.</summary>
    public void SendInline(string line) => SendRaw(Encoding.Latin1.GetBytes(line + "\r\n"));

    /// <summary>The next reply; push messages that come before it go to <see cref="TakePushes"/>.</summary>
    /// <exception cref="TimeoutException">Nothing complete arrived within <see cref="Timeout"/>.</exception>
    public RespValue Receive()
    {
        StartClock(Timeout);
        while (true)
        {
            var value = _reader.Read();
            if (value.Type != RespType.Push)
            {
                return value;
            }

            _pushes.Enqueue(value);
        }
    }

    public RespValue[] ReceiveMany(int count)
    {
        var replies = new RespValue[count];
        for (var i = 0; i < count; i++)
        {
            replies[i] = Receive();
        }

        return replies;
    }

    /// <summary>The next frame, reply or push message, whichever comes first.</summary>
    public RespValue ReceiveFrame()
    {
        if (_pushes.TryDequeue(out var push))
        {
            return push;
        }

        StartClock(Timeout);
        return _reader.Read();
    }

    /// <summary>As <see cref="ReceiveFrame"/>, but gives null when nothing arrives in time.</summary>
    public RespValue? TryReceiveFrame(TimeSpan patience)
    {
        if (_pushes.TryDequeue(out var push))
        {
            return push;
        }

        StartClock(patience);
        try
        {
            return _reader.Read();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The push messages seen so far, oldest first.</summary>
    public RespValue[] TakePushes()
    {
        var pushes = _pushes.ToArray();
        _pushes.Clear();
        return pushes;
    }

    /// <summary>Everything the server sends until it closes the connection, as raw bytes.</summary>
    /// <exception cref="TimeoutException">The server keeps the connection open.</exception>
    public byte[] ReceiveUntilClosed()
    {
        StartClock(Timeout);
        var all = new MemoryStream();
        all.Write(_reader.TakeBuffered());
        while (true)
        {
            var count = ReceiveInto(_scratch);
            if (count == 0)
            {
                return all.ToArray();
            }

            all.Write(_scratch, 0, count);
        }
    }

    /// <summary>Closes with a TCP reset instead of an orderly end.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _outgoing.Dispose();
    }

    private static RespClient Open(Socket socket, EndPoint endPoint)
    {
        try
        {
            return new RespClient(socket, endPoint);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void StartClock(TimeSpan patience) => _deadline = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);

    private TimeSpan Remaining()
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline);
        return left > TimeSpan.Zero ? left : throw new TimeoutException("the server did not answer in time");
    }

    private void Flush()
    {
        StartClock(Timeout);
        var bytes = _outgoing.GetBuffer().AsMemory(0, (int)_outgoing.Length);
        while (bytes.Length > 0)
        {
            var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
            if (error is SocketError.WouldBlock)
            {
                WaitToSend();
            }
            else if (error != SocketError.Success)
            {
                _outgoing.SetLength(0);
                throw new RespConnectionClosedException($"send failed: {error}");
            }

            bytes = bytes[Math.Max(sent, 0)..];
        }

        _outgoing.SetLength(0);
        if (_outgoing.Capacity > 1 << 20)
        {
            _outgoing.Capacity = 0;
        }
    }

    private void WaitToSend()
    {
        var readable = new List<Socket> { _socket };
        var writable = new List<Socket> { _socket };
        Socket.Select(readable, writable, null, Remaining());
        if (readable.Count > 0)
        {
            var count = _socket.Receive(_scratch, SocketFlags.None, out var error);
            if (error == SocketError.Success && count > 0)
            {
                _reader.Append(_scratch.AsSpan(0, count));
            }
            else if (writable.Count == 0)
            {
                throw new RespConnectionClosedException($"closed by the server while sending: {error}");
            }
        }
    }

    private int ReceiveInto(Memory<byte> memory)
    {
        while (true)
        {
            var count = _socket.Receive(memory.Span, SocketFlags.None, out var error);
            switch (error)
            {
                case SocketError.Success:
                    return count;
                case SocketError.WouldBlock:
                    _socket.Poll(Remaining(), SelectMode.SelectRead);
                    break;
                case SocketError.ConnectionReset or SocketError.ConnectionAborted:
                    return 0;
                default:
                    throw new RespConnectionClosedException($"receive failed: {error}");
            }
        }
    }
}
