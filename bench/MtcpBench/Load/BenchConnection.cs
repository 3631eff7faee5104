using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MtcpRedis.Bench.Transport;

namespace MtcpRedis.Bench.Load;

/// <summary>One connection of the generator: what it is owed, and bytes that wait on either side.</summary>
/// <remarks>
/// A run with thousands of connections touches each only once per request, so everything that the usual request needs lies in this object: the
/// requests that share one due time are one run, further runs and waiting bytes have memory of their own only once there are any.
/// </remarks>
internal sealed unsafe class BenchConnection : IDisposable
{
    private readonly int _pipeline;
    private int _runCount;
    private long _runDue;
    private long _memory;
    private NativeBuffer? _inbox;
    private NativeBuffer? _outbox;
    private DueRun[]? _laterRuns;
    private int _laterHead;
    private int _laterCount;
    private byte* _rest;
    private int _restLength;
    private bool _isInbox;
    private bool _isLent;

    /// <summary>Takes over a connection of the transport.</summary>
    /// <param name="number">Its number there.</param>
    /// <param name="pipeline">Most requests in flight.</param>
    public BenchConnection(int number, int pipeline) => (Number, _pipeline) = (number, pipeline);

    /// <summary>The connection's number in its transport.</summary>
    public int Number { get; }

    /// <summary>Requests granted and not answered.</summary>
    public int Outstanding { get; private set; }

    /// <summary>How many of the outstanding requests were not handed to the transport or the outbox yet.</summary>
    public int Unsent { get; set; }

    /// <summary>Requests that may still be granted.</summary>
    public int Room => _pipeline - Outstanding;

    /// <summary>Bytes wait for the transport to have room.</summary>
    public bool HasUnsentBytes => _restLength > 0 || _outbox is { IsEmpty: false };

    /// <summary>
    /// Bytes of a long reply that were already found right and consumed: the judge needs no whole reply in one piece to compare it.
    /// </summary>
    public int Matched { get; set; }

    /// <summary>What the reply rule remembers of this connection.</summary>
    public ref long Memory => ref _memory;

    /// <summary>Forgets the last test.</summary>
    public void Reset()
    {
        (_runCount, _laterHead, _laterCount, Outstanding, Unsent, Matched, _memory) = (0, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>Notes that requests were granted that were all due at that time; at most <see cref="Room"/>.</summary>
    public void Grant(int count, long dueTime)
    {
        Outstanding += count;
        if (_runCount == 0)
        {
            (_runDue, _runCount) = (dueTime, count);
        }
        else if (_laterCount == 0 && _runDue == dueTime)
        {
            _runCount += count;
        }
        else
        {
            AddLater(dueTime, count);
        }
    }

    /// <summary>Takes the oldest outstanding requests that share one due time.</summary>
    /// <param name="most">At most so many, at least 1 and at most <see cref="Outstanding"/>.</param>
    /// <param name="dueTime">When they were due.</param>
    /// <returns>How many were taken.</returns>
    public int Answer(int most, out long dueTime)
    {
        dueTime = _runDue;
        var count = Math.Min(most, _runCount);
        _runCount -= count;
        Outstanding -= count;
        if (_runCount == 0 && _laterCount > 0)
        {
            (_runDue, _runCount) = (_laterRuns![_laterHead].Due, _laterRuns[_laterHead].Count);
            _laterHead = Later(1);
            _laterCount--;
        }

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
            (_outbox ??= new NativeBuffer()).Append(bytes[sent..]);
        }
    }

    /// <summary>Sends bytes that waited for room.</summary>
    /// <exception cref="LoadException">The connection failed.</exception>
    public void Flush(IBenchTransport transport)
    {
        var waiting = _restLength > 0 ? new ReadOnlySpan<byte>(_rest, _restLength) : _outbox is null ? default : _outbox.Waiting;
        var sent = transport.Send(Number, waiting);
        ThrowIfFailed(transport, sent >= 0);
        if (_restLength > 0)
        {
            _rest += sent;
            _restLength -= sent;
        }
        else
        {
            _outbox?.Consume(sent);
        }
    }

    /// <summary>Receives once. What is there and not consumed yet is seen in place; <see cref="Consume"/> must follow.</summary>
    /// <param name="transport">The connection's transport.</param>
    /// <param name="scratch">Memory shared by the thread's connections, used while this one has no half reply waiting.</param>
    /// <param name="capacity">Its size in bytes.</param>
    /// <param name="more">Whether more may wait.</param>
    /// <returns>All unconsumed bytes.</returns>
    /// <exception cref="LoadException">The connection failed or the server closed it.</exception>
    public ReadOnlySpan<byte> Receive(IBenchTransport transport, byte* scratch, int capacity, out bool more)
    {
        if (_inbox is { IsEmpty: false })
        {
            return ReceiveMore(transport, capacity, out more);
        }

        var count = transport.Receive(Number, scratch, capacity, out var bytes, out more);
        ThrowIfFailed(transport, count >= 0);
        _isInbox = false;
        _isLent = count > 0 && bytes != scratch;
        return new ReadOnlySpan<byte>(bytes, count);
    }

    /// <summary>Drops the first bytes of what <see cref="Receive"/>, or <see cref="PutBack"/> after it, showed and keeps the rest for the next time.</summary>
    /// <param name="transport">The connection's transport.</param>
    /// <param name="bytes">What Receive showed.</param>
    /// <param name="count">How many are dropped.</param>
    public void Consume(IBenchTransport transport, ReadOnlySpan<byte> bytes, int count)
    {
        if (_isInbox)
        {
            _inbox!.Consume(count);
        }
        else if (count < bytes.Length)
        {
            (_inbox ??= new NativeBuffer()).Append(bytes[count..]);
        }

        if (_isLent)
        {
            _isLent = false;
            transport.Release(Number);
        }
    }

    /// <summary>Takes back bytes that were consumed too early, in front of those that <see cref="Receive"/> showed.</summary>
    /// <returns>All unconsumed bytes, in place of those shown.</returns>
    public ReadOnlySpan<byte> PutBack(ReadOnlySpan<byte> consumed, ReadOnlySpan<byte> shown)
    {
        Debug.Assert(!_isInbox, "what was consumed left nothing behind it");
        _inbox ??= new NativeBuffer();
        _inbox.Append(consumed);
        _inbox.Append(shown);
        _isInbox = true;
        return _inbox.Waiting;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inbox?.Dispose();
        _outbox?.Dispose();
    }

    private ReadOnlySpan<byte> ReceiveMore(IBenchTransport transport, int capacity, out bool more)
    {
        var room = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_inbox!.Room(capacity)));
        var count = transport.Receive(Number, room, capacity, out var bytes, out more);
        ThrowIfFailed(transport, count >= 0);
        if (bytes == room)
        {
            _inbox.Added(count);
        }
        else
        {
            _inbox.Append(new ReadOnlySpan<byte>(bytes, count));
            transport.Release(Number);
        }

        _isInbox = true;
        return _inbox.Waiting;
    }

    private void AddLater(long dueTime, int count)
    {
        _laterRuns ??= new DueRun[_pipeline];
        if (_laterCount > 0 && _laterRuns[Later(_laterCount - 1)].Due == dueTime)
        {
            _laterRuns[Later(_laterCount - 1)].Count += count;
            return;
        }

        _laterRuns[Later(_laterCount++)] = new DueRun { Due = dueTime, Count = count };
    }

    private int Later(int index) => (_laterHead + index) % _pipeline;

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
