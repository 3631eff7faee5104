using System.Runtime.InteropServices;
using MtcpRedis.Bench.Replies;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.Bench.Tests.Fakes;

/// <summary>A server of a few commands over our own stack: PING, SET and GET of one value for all keys, QUIT. Polled by the test's thread.</summary>
internal sealed unsafe class StackServer(UserSpaceTransport stack) : ITransportEvents, IDisposable
{
    private readonly Dictionary<int, Session> _sessions = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>The value of all keys.</summary>
    public byte[] Value { get; set; } = [];

    /// <summary>Peers of all connections that were accepted.</summary>
    public List<string> Peers { get; } = [];

    /// <summary>Changes a reply before it is sent.</summary>
    public Func<byte[], byte[]> Change { get; set; } = reply => reply;

    /// <summary>Replies given so far.</summary>
    public int Served { get; private set; }

    public UserSpaceTransport Stack => stack;

    public void Turn()
    {
        stack.PollOnce(stack.Now, this, out _);
        stack.Flush();
    }

    public void Dispose() => stack.Dispose();

    public void OnAccepted(int connection)
    {
        _sessions[connection] = new Session();
        Peers.Add(stack.Endpoints(connection).Peer);
    }

    public void OnReadable(int connection)
    {
        var session = _sessions[connection];
        fixed (byte* buffer = _buffer)
        {
            int count;
            while ((count = stack.Receive(connection, buffer, _buffer.Length, out var data, out _)) > 0)
            {
                session.Inbound.AddRange(new ReadOnlySpan<byte>(data, count));
            }

            if (count < 0)
            {
                stack.Close(connection);
                return;
            }
        }

        Serve(connection, session);
    }

    public void OnWritable(int connection) => Send(connection, _sessions[connection]);

    public void OnClosed(int connection) => _sessions.Remove(connection);

    private void Serve(int connection, Session session)
    {
        var bytes = CollectionsMarshal.AsSpan(session.Inbound);
        var at = 0;
        while (ReplyScanner.TryRead(bytes[at..], out var request) == ReplyStatus.Complete)
        {
            at += request.Whole.Length;
            if (ReplyTo(request.Payload) is not { } reply)
            {
                stack.Close(connection);
                return;
            }

            session.Outbound.AddRange(Change(reply));
            Served++;
        }

        session.Inbound.RemoveRange(0, at);
        Send(connection, session);
    }

    private byte[]? ReplyTo(ReadOnlySpan<byte> arguments)
    {
        ReplyScanner.TryRead(arguments, out var name);
        if (name.Payload.SequenceEqual("PING"u8))
        {
            return "+PONG\r\n"u8.ToArray();
        }

        if (name.Payload.SequenceEqual("SET"u8))
        {
            ReplyScanner.TryRead(arguments[name.Whole.Length..], out var key);
            ReplyScanner.TryRead(arguments[(name.Whole.Length + key.Whole.Length)..], out var value);
            Value = value.Payload.ToArray();
            return "+OK\r\n"u8.ToArray();
        }

        return name.Payload.SequenceEqual("GET"u8) ? RespBytes.Bulk(Value) : null;
    }

    private void Send(int connection, Session session)
    {
        var bytes = CollectionsMarshal.AsSpan(session.Outbound);
        fixed (byte* start = bytes)
        {
            var taken = bytes.Length == 0 ? 0 : stack.Send(connection, start, bytes.Length);
            session.Outbound.RemoveRange(0, Math.Max(taken, 0));
        }
    }

    private sealed class Session
    {
        public List<byte> Inbound { get; } = [];

        public List<byte> Outbound { get; } = [];
    }
}
