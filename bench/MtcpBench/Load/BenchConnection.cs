using System.Runtime.CompilerServices;
using MtcpRedis.Bench.Transport;

namespace MtcpRedis.Bench.Load;

/// <summary>One connection of the generator: what it is owed, and bytes that wait on either side.</summary>
internal sealed class BenchConnection : IDisposable
{
    private readonly NativeBuffer _inbox = new();
    private readonly NativeBuffer _outbox = new();
    private readonly long[] _due;
    private int _dueHead;
    private bool _isInbox;
    private long _memory;

    /// <summary>Takes over a connection of the transport.</summary>
    /// <param name="number">Its number there.</param>
    /// <param name="pipeline">Most requests in flight.</param>
    public BenchConnection(int number, int pipeline)
    {
        Number = number;
        _due = new long[pipeline];
    }

    /// <summary>The connection's number in its transport.</summary>
    public int Number { get; }

    /// <summary>Requests granted and not answered.</summary>
    public int Outstanding { get; private set; }

    /// <summary>How many of the outstanding requests were not handed to the transport or the outbox yet.</summary>
    public int Unsent { get; set; }

    /// <summary>Requests that may still be granted.</summary>
    public int Room => _due.Length - Outstanding;

    /// <summary>Bytes wait for the transport to have room.</summary>
    public bool HasUnsentBytes => !_outbox.IsEmpty;

    /// <summary>What the reply rule remembers of this connection.</summary>
    public ref long Memory => ref _memory;

    /// <summary>Forgets the last test.</summary>
    public void Reset()
    {
        (_dueHead, Outstanding, Unsent, _memory) = (0, 0, 0, 0);
    }

    /// <summary>Notes that a request was granted that was due at that time.</summary>
    public void Grant(long dueTime)
    {
        var tail = _dueHead + Outstanding;
        _due[tail < _due.Length ? tail : tail - _due.Length] = dueTime;
        Outstanding++;
    }

    /// <summary>Takes the oldest outstanding requests that share one due time.</summary>
    /// <param name="most">At most so many, at least 1 and at most <see cref="Outstanding"/>.</param>
    /// <param name="dueTime">When they were due.</param>
    /// <returns>How many were taken.</returns>
    public int Answer(int most, out long dueTime)
    {
        dueTime = _due[_dueHead];
        var count = 0;
        do
        {
            count++;
            _dueHead = _dueHead + 1 == _due.Length ? 0 : _dueHead + 1;
        }
        while (count < most && _due[_dueHead] == dueTime);

        Outstanding -= count;
        return count;
    }

    /// <summary>Sends bytes, keeping what the transport has no room for. Only when nothing waits already.</summary>
    /// <exception cref="LoadException">The connection failed.</exception>
    public void Send(IBenchTransport transport, ReadOnlySpan<byte> bytes)
    {
        var sent = transport.Send(Number, bytes);
        ThrowIfFailed(transport, sent >= 0);
        if (sent < bytes.Length)
        {
            _outbox.Append(bytes[sent..]);
        }
    }

    /// <summary>Sends bytes that waited for room.</summary>
    /// <exception cref="LoadException">The connection failed.</exception>
    public void Flush(IBenchTransport transport)
    {
        var sent = transport.Send(Number, _outbox.Waiting);
        ThrowIfFailed(transport, sent >= 0);
        _outbox.Consume(sent);
    }

    /// <summary>Receives once. What is there and not consumed yet is seen in place; <see cref="Consume"/> must follow.</summary>
    /// <param name="transport">The connection's transport.</param>
    /// <param name="scratch">Memory shared by the thread's connections, used while this one has no half reply waiting.</param>
    /// <param name="bytes">All unconsumed bytes.</param>
    /// <returns>Whether more may wait.</returns>
    /// <exception cref="LoadException">The connection failed or the server closed it.</exception>
    public bool Receive(IBenchTransport transport, Span<byte> scratch, out ReadOnlySpan<byte> bytes)
    {
        bool more;
        if (_inbox.IsEmpty)
        {
            ThrowIfFailed(transport, transport.TryReceive(Number, scratch, out bytes, out more));
            _isInbox = false;
            return more;
        }

        var room = _inbox.Room(scratch.Length);
        ThrowIfFailed(transport, transport.TryReceive(Number, room, out var received, out more));
        if (!received.IsEmpty && Unsafe.AreSame(in received[0], in room[0]))
        {
            _inbox.Added(received.Length);
        }
        else
        {
            _inbox.Append(received);
        }

        _isInbox = true;
        bytes = _inbox.Waiting;
        return more;
    }

    /// <summary>Drops the first bytes of what <see cref="Receive"/> showed and keeps the rest for the next time.</summary>
    public void Consume(ReadOnlySpan<byte> bytes, int count)
    {
        if (_isInbox)
        {
            _inbox.Consume(count);
        }
        else if (count < bytes.Length)
        {
            _inbox.Append(bytes[count..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inbox.Dispose();
        _outbox.Dispose();
    }

    private void ThrowIfFailed(IBenchTransport transport, bool works)
    {
        if (!works)
        {
            throw new LoadException(transport.FailureOf(Number));
        }
    }
}
