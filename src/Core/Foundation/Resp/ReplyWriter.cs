using System.Buffers.Text;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Core.Resp;

/// <summary>Writes replies as finished RESP bytes into one growing block of native memory.</summary>
/// <remarks>
/// The same calls produce RESP2 or RESP3 depending on <see cref="Resp3"/>: a map becomes a flat array, a null its RESP2 form and so on,
/// as the Redis protocol specification lays down. Positions in the block are offsets, since the block moves when it grows.
/// </remarks>
public sealed unsafe partial class ReplyWriter : IDisposable
{
    private const int DefaultCapacity = 64 * 1024;
    private const int MaxHeader = 32;

    /// <summary>CR LF, as a little-endian processor writes it.</summary>
    private const ushort LineEnd = '\n' << 8 | '\r';

    private byte* _start;
    private byte* _position;
    private byte* _end;

    /// <summary>Makes an empty writer.</summary>
    public ReplyWriter()
    {
        _start = (byte*)NativeMemory.Alloc(DefaultCapacity);
        _position = _start;
        _end = _start + DefaultCapacity;
    }

    /// <summary>Frees the block when the owner forgot to.</summary>
    ~ReplyWriter() => NativeMemory.Free(_start);

    /// <summary>Whether the client that the next reply goes to speaks RESP3.</summary>
    public bool Resp3 { get; set; }

    /// <summary>Bytes written so far, which is also the offset of the next byte.</summary>
    public int Length => (int)(_position - _start);

    /// <summary>The first byte written; valid until the next write.</summary>
    public byte* Pointer => _start;

    /// <summary>Everything written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => new(_start, Length);

    /// <summary>Forgets everything; memory beyond the default is given back.</summary>
    public void Reset()
    {
        _position = _start;
        if (_end - _start > 16 * DefaultCapacity)
            Shrink();
    }

    /// <summary>Takes back what was written from offset <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        Debug.Assert((uint)length <= (uint)Length);
        _position = _start + length;
    }

    /// <summary>Makes room for <paramref name="count"/> more bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ensure(int count)
    {
        if (_end - _position < count)
            Grow(count);
    }

    /// <summary>Appends bytes that are RESP already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> resp)
    {
        Ensure(resp.Length);
        resp.CopyTo(new Span<byte>(_position, resp.Length));
        _position += resp.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_start);
        _start = _position = _end = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Not inlined, as <see cref="Grow"/>: a method pays for a call of native code at each of its own, made or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Shrink()
    {
        NativeMemory.Free(_start);
        _start = (byte*)NativeMemory.Alloc(DefaultCapacity);
        _position = _start;
        _end = _start + DefaultCapacity;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        long used = _position - _start;
        long needed = used + count;
        if (needed > int.MaxValue - 64)
            throw new OutOfMemoryException("A reply would exceed 2 GiB.");
        long capacity = Math.Min(Math.Max(needed, (_end - _start) * 2), int.MaxValue - 64);
        _start = (byte*)NativeMemory.Realloc(_start, (nuint)capacity);
        _position = _start + used;
        _end = _start + capacity;
    }

    /// <summary>Writes a type byte, a decimal number and CR LF.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Header(byte type, long value)
    {
        Ensure(MaxHeader);
        byte* p = _position;
        *p++ = type;
        if ((ulong)value < 10)
        {
            *p++ = (byte)('0' + value);
        }
        else if ((ulong)value < 100)
        {
            uint tens = (uint)value * 205 >> 11;
            *(ushort*)p = (ushort)('0' + tens | ('0' + (uint)value - tens * 10) << 8);
            p += 2;
        }
        else
        {
            Utf8Formatter.TryFormat(value, new Span<byte>(p, 24), out int written);
            p += written;
        }
        *(ushort*)p = LineEnd;
        _position = p + 2;
    }
}
