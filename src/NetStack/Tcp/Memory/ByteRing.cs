using System.Diagnostics;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp.Memory;

/// <summary>
/// A byte queue in a pooled block that exists only while there is something in it, and doubles when it gets full. Bytes may be written ahead
/// of the end (out-of-order payload) and become part of the queue when the gap is closed by <see cref="Commit"/>.
/// </summary>
/// <remarks>A mutable struct to be embedded: 24 bytes when idle. The pool is passed in so that it isn't stored per connection.</remarks>
internal unsafe struct ByteRing
{
    private byte* _block;
    private int _capacity;
    private int _head;
    private int _count;

    /// <summary>Bytes in the queue, those written ahead not included.</summary>
    internal readonly int Count => _count;

    /// <summary>Bytes of memory held.</summary>
    internal readonly int Capacity => _capacity;

    /// <summary>Appends all of the bytes; false and no change if the pool gives no memory.</summary>
    internal bool TryAppend(BufferPool pool, ReadOnlySpan<byte> data)
    {
        if (!TryWriteAhead(pool, 0, data))
            return false;
        _count += data.Length;
        return true;
    }

    /// <summary>Writes bytes at a distance after the end without making them part of the queue.</summary>
    internal bool TryWriteAhead(BufferPool pool, int distance, ReadOnlySpan<byte> data)
    {
        if (_count + distance + data.Length > _capacity && !TryGrow(pool, _count + distance + data.Length))
            return false;
        var at = _head + _count + distance & _capacity - 1;
        var first = Math.Min(data.Length, _capacity - at);
        data[..first].CopyTo(new Span<byte>(_block + at, first));
        data[first..].CopyTo(new Span<byte>(_block, data.Length - first));
        return true;
    }

    /// <summary>Makes bytes written ahead, directly after the end, part of the queue.</summary>
    internal void Commit(int bytes)
    {
        Debug.Assert(_count + bytes <= _capacity);
        _count += bytes;
    }

    /// <summary>Takes memory before the first byte comes, if the pool gives it; only for an empty queue without any.</summary>
    internal void Reserve(BufferPool pool, int bytes)
    {
        Debug.Assert(_block == null);
        TryGrow(pool, bytes);
    }

    /// <summary>The first bytes where they lie, as many as lie in one piece.</summary>
    internal readonly byte* Front(out int length)
    {
        length = Math.Min(_count, _capacity - _head);
        return _block + _head;
    }

    /// <summary>Copies bytes from a distance after the front.</summary>
    internal readonly void Peek(int offset, Span<byte> to)
    {
        Debug.Assert(offset >= 0 && offset + to.Length <= _count);
        var at = _head + offset & _capacity - 1;
        var first = Math.Min(to.Length, _capacity - at);
        new ReadOnlySpan<byte>(_block + at, first).CopyTo(to);
        new ReadOnlySpan<byte>(_block, to.Length - first).CopyTo(to[first..]);
    }

    /// <summary>Copies bytes from a distance after the front and gives the sum of their words (<see cref="Checksum.Words"/>).</summary>
    internal readonly ulong CopyWords(int offset, byte* to, int length)
    {
        Debug.Assert(offset >= 0 && offset + length <= _count);
        var at = _head + offset & _capacity - 1;
        if (at + length <= _capacity)
            return Checksum.CopyWords(_block + at, to, length);
        Peek(offset, new Span<byte>(to, length));
        return Checksum.Words(ref *to, length);
    }

    /// <summary>Takes bytes off the front. An empty queue gives its block back unless bytes written ahead must stay.</summary>
    internal void Consume(BufferPool pool, int bytes, bool keepBlock = false)
    {
        Debug.Assert(bytes >= 0 && bytes <= _count);
        _count -= bytes;
        _head = _head + bytes & _capacity - 1;
        if (_count == 0 && !keepBlock)
            Release(pool);
    }

    internal void Release(BufferPool pool)
    {
        if (_block != null)
            pool.Return(_block, _capacity);
        this = default;
    }

    private bool TryGrow(BufferPool pool, int needed)
    {
        var size = BufferPool.SizeFor(needed);
        var block = pool.TryTake(size);
        if (block == null)
            return false;
        if (_block != null)
        {
            // Everything moves, bytes written ahead included, so that distances stay what they are.
            var first = _capacity - _head;
            new ReadOnlySpan<byte>(_block + _head, first).CopyTo(new Span<byte>(block, size));
            new ReadOnlySpan<byte>(_block, _head).CopyTo(new Span<byte>(block + first, size - first));
            pool.Return(_block, _capacity);
        }
        _block = block;
        _capacity = size;
        _head = 0;
        return true;
    }
}
