using System.Runtime.CompilerServices;
using System.Text;
using MtcpRedis.Bench.Replies;
using MtcpRedis.Bench.Transport;

namespace MtcpRedis.Bench.Load;

/// <summary>Opens and greets the connections of one thread, a bounded number at a time so that the server's backlog does not overflow.</summary>
internal sealed unsafe class ConnectionOpener(IBenchTransport transport, Greeting greeting, NanoClock clock, int pipeline)
{
    private const int AtOnce = 64;
    private const long PatienceNanoseconds = 10_000_000_000;

    private readonly List<BenchConnection> _connections = [];
    private readonly List<int> _repliesMissing = [];
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);
    private int _ready;

    /// <summary>Opens so many connections and waits until all are ready for the load.</summary>
    /// <exception cref="LoadException">One cannot be opened or is refused, or there is no progress for 10 seconds.</exception>
    public BenchConnection[] OpenAll(int count)
    {
        var events = new BenchEvent[AtOnce];
        var lastProgress = clock.Now;
        while (_ready < count)
        {
            // The first one goes alone: packets to a server whose station address is still being asked for would be dropped.
            while (_connections.Count < count && _connections.Count - _ready < (_ready == 0 ? 1 : AtOnce))
            {
                _connections.Add(new BenchConnection(transport.Open(), pipeline));
                _repliesMissing.Add(greeting.Replies);
            }

            var fired = transport.Poll(events, 100_000_000);
            for (var i = 0; i < fired; i++)
            {
                Handle(events[i]);
            }

            lastProgress = fired > 0 ? clock.Now : lastProgress;
            if (clock.Now - lastProgress > PatienceNanoseconds)
            {
                throw new LoadException($"only {_ready} of {count} connections were accepted; nothing happened for 10 seconds");
            }
        }

        return [.. _connections];
    }

    private void Handle(BenchEvent ready)
    {
        var connection = _connections[ready.Connection];
        if (ready.Readiness.HasFlag(BenchReadiness.Failed))
        {
            throw new LoadException(transport.FailureOf(ready.Connection));
        }

        if (ready.Readiness.HasFlag(BenchReadiness.Connected))
        {
            Greet(connection);
        }

        if (ready.Readiness.HasFlag(BenchReadiness.Writable))
        {
            connection.Flush(transport);
        }

        if (ready.Readiness.HasFlag(BenchReadiness.Readable))
        {
            ReadReplies(connection);
        }
    }

    private void Greet(BenchConnection connection)
    {
        if (greeting.Replies == 0)
        {
            _ready++;
            return;
        }

        connection.Send(transport, greeting.Bytes, areLasting: false);
    }

    private void ReadReplies(BenchConnection connection)
    {
        var bytes = connection.Receive(transport, (byte*)Unsafe.AsPointer(ref _scratch[0]), _scratch.Length, out _);
        var at = 0;
        while (ReplyScanner.TryRead(bytes[at..], out var reply) is var status and not ReplyStatus.Incomplete)
        {
            if (status == ReplyStatus.Malformed || reply.IsError)
            {
                throw new LoadException($"the server refuses the connection: {Encoding.UTF8.GetString(reply.Payload)}");
            }

            at += reply.Whole.Length;
            _repliesMissing[connection.Number] -= reply.IsPush ? 0 : 1;
            _ready += _repliesMissing[connection.Number] == 0 ? 1 : 0;
        }

        connection.Consume(transport, bytes, at);
    }
}
