using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MtcpRedis.Bench.Transport;

namespace MtcpRedis.Bench.Load;

/// <summary>One connection of the generator: what it is owed, and bytes that wait on either side.</summary>
internal sealed unsafe class BenchConnection : IDisposable
{
    private readonly NativeBuffer _inbox = new();
    private readonly NativeBuffer _outbox = new();
    private readonly DueRun[] _runs;
    private readonly int _pipeline;
    private int _runHead;
    private int _runCount;
    private bool _isInbox;
    private byte* _rest;
    private int _restLength;
    private long _memory;

    /// <summary>Takes over a connection of the transport.</summary>
    /// <param name="number">Its number there.</param>
    /// <param name="pipeline">Most requests in flight.</param>
    public BenchConnection(int number, int pipeline)
    {
        Number = number;
        _pipeline = pipeline;
        _runs = new DueRun[pipeline];
    }

    /// <summary>The connection's number in its transport.</summary>
    public int Number { get; }

    /// <summary>Requests granted and not answered.</summary>
    public int Outstanding { get; private set; }

    /// <summary>How many of the outstanding requests were not handed to the transport or the outbox yet.</summary>
    public int Unsent { get; set; }

    /// <summary>Requests that may still be granted.</summary>
    public int Room => _pipeline - Outstanding;

    /// <summary>Bytes wait for the transport to have room.</summary>
    public bool HasUnsentBytes => _restLength > 0 || !_outbox.IsEmpty;

    /// <summary>
    /// Bytes of a long reply that were already found right and consumed: the judge needs no whole reply in one piece to compare it.
    /// </summary>
    public int Matched { get; set; }

    /// <summary>What the reply rule remembers of this connection.</summary>
    public ref long Memory => ref _memory;

    /// <summary>Forgets the last test.</summary>
    public void Reset()
    {
        (_runHead, _runCount, Outstanding, Unsent, Matched, _memory) = (0, 0, 0, 0, 0, 0);
    }

    /// <summary>Notes that requests were granted that were all due at that time; at most <see cref="Room"/>.</summary>
    public void Grant(int count, long dueTime)
    {
        Outstanding += count;
        if (_runCount > 0 && _runs[At(_runCount - 1)].Due == dueTime)
        {
            _runs[At(_runCount - 1)].Count += count;
            return;
        }

        _runs[At(_runCount++)] = new DueRun { Due = dueTime, Count = count };
    }

    /// <summary>Takes the oldest outstanding requests that share one due time.</summary>
    /// <param name="most">At most so many, at least 1 and at most <see cref="Outstanding"/>.</param>
    /// <param name="dueTime">When they were due.</param>
    /// <returns>How many were taken.</returns>
    public int Answer(int most, out long dueTime)
    {
        ref var run = ref _runs[_runHead];
        dueTime = run.Due;
        var count = Math.Min(most, run.Count);
        run.Count -= count;
        if (run.Count == 0)
        {
            _runHead = At(1);
            _runCount--;
        }

        Outstanding -= count;
        return count;
    }

    /// <summary>Sends bytes, keeping what the transport has no room for. Only when nothing waits already.</summary>
    /// <param name="transport">The connection's transport.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="areLasting">They lie in native memory that stays as it is for the whole test, so what is kept needs no copy.</param>
    /// <exception cref="LoadException">The connection failed.</exception>
    public void Send(IBenchTransport transport, ReadOnlySpan<byte> bytes, bool areLasting)
    {
        var sent = transport.Send(Number, bytes);
        ThrowIfFailed(transport, sent >= 0);
        if (sent == bytes.Length)
        {
            return;
        }

        if (areLasting)
        {
            _rest = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)) + sent;
            _restLength = bytes.Length - sent;
        }
        else
        {
            _outbox.Append(bytes[sent..]);
        }
    }

    /// <summary>Sends bytes that waited for room.</summary>
    /// <exception cref="LoadException">The connection failed.</exception>
    public void Flush(IBenchTransport transport)
    {
        var sent = transport.Send(Number, _restLength > 0 ? new ReadOnlySpan<byte>(_rest, _restLength) : _outbox.Waiting);
        ThrowIfFailed(transport, sent >= 0);
        if (_restLength > 0)
        {
            _rest += sent;
            _restLength -= sent;
        }
        else
        {
            _outbox.Consume(sent);
        }
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

    /// <summary>Takes back bytes that were consumed too early, in front of those that <see cref="Receive"/> showed.</summary>
    /// <returns>All unconsumed bytes, in place of those shown.</returns>
    public ReadOnlySpan<byte> PutBack(ReadOnlySpan<byte> consumed, ReadOnlySpan<byte> shown)
    {
        Debug.Assert(!_isInbox, "what was consumed left nothing behind it");
        _inbox.Append(consumed);
        _inbox.Append(shown);
        _isInbox = true;
        return _inbox.Waiting;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inbox.Dispose();
        _outbox.Dispose();
    }

    private int At(int run) => _runHead + run < _runs.Length ? _runHead + run : _runHead + run - _runs.Length;

    private void ThrowIfFailed(IBenchTransport transport, bool works)
    {
        if (!works)
        {
            throw new LoadException(transport.FailureOf(Number));
        }
    }

    private struct DueRun
    {
        public long Due;
        public int Count;
    }
}
