using MtcpRedis.Bench.Transport;

namespace MtcpRedis.Bench.Load;

/// <summary>One connection of the generator: what it is owed, and bytes that wait on either side.</summary>
internal sealed class BenchConnection : IDisposable
{
    private readonly NativeBuffer _inbox = new();
    private readonly NativeBuffer _outbox = new();
    private readonly long[] _due;
    private int _dueHead;
    private int _fromScratch;
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
        ThrowIfFailed(transport, sent);
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
        ThrowIfFailed(transport, sent);
        _outbox.Consume(sent);
    }

    /// <summary>Receives once. What is there and not consumed yet is seen in place; <see cref="Consume"/> must follow.</summary>
    /// <param name="transport">The connection's transport.</param>
    /// <param name="scratch">Memory shared by the thread's connections, used while this one has no half reply waiting.</param>
    /// <param name="bytes">All unconsumed bytes.</param>
    /// <returns>Whether more may wait: the memory was filled.</returns>
    /// <exception cref="LoadException">The connection failed or the server closed it.</exception>
    public bool Receive(IBenchTransport transport, Span<byte> scratch, out ReadOnlySpan<byte> bytes)
    {
        var room = _inbox.IsEmpty ? scratch : _inbox.Room(scratch.Length);
        var received = transport.Receive(Number, room);
        ThrowIfFailed(transport, received);
        if (_inbox.IsEmpty)
        {
            _fromScratch = received;
            bytes = scratch[..received];
        }
        else
        {
            _inbox.Added(received);
            bytes = _inbox.Waiting;
        }

        return received == room.Length;
    }

    /// <summary>Drops the first bytes of what <see cref="Receive"/> showed and keeps the rest for the next time.</summary>
    public void Consume(ReadOnlySpan<byte> bytes, int count)
    {
        if (_fromScratch > 0)
        {
            _fromScratch = 0;
            if (count < bytes.Length)
            {
                _inbox.Append(bytes[count..]);
            }
        }
        else if (count > 0)
        {
            _inbox.Consume(count);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inbox.Dispose();
        _outbox.Dispose();
    }

    private void ThrowIfFailed(IBenchTransport transport, int result)
    {
        if (result < 0)
        {
            throw new LoadException(transport.FailureOf(Number));
        }
    }
}
