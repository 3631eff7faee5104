using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Server.Sessions;

/// <summary>Reply bytes that the transport had no room for yet. Holds no memory while empty.</summary>
/// <remarks>A field of its session, which frees it, as <see cref="InputBuffer"/> is.</remarks>
internal unsafe struct OutputBuffer : IDisposable
{
    private byte* _block;
    private long _capacity;
    private long _start;
    private long _end;

    /// <summary>Bytes that wait.</summary>
    public readonly long Length => _end - _start;

    /// <summary>Bytes of memory held.</summary>
    public readonly long Capacity => _capacity;

    /// <summary>The bytes to send next, as many as one call may take.</summary>
    public readonly ReadOnlySpan<byte> Head => new(_block + _start, (int)Math.Min(Length, int.MaxValue));

    /// <summary>The first byte that waits.</summary>
    public readonly byte* Pointer => _block + _start;

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_capacity - _end < bytes.Length)
            MakeRoom(bytes.Length);
        bytes.CopyTo(new Span<byte>(_block + _end, bytes.Length));
        _end += bytes.Length;
    }

    /// <summary>The transport took bytes.</summary>
    public void Consume(int count)
    {
        Debug.Assert(count <= Length);
        _start += count;
        if (_start == _end)
            Dispose();
    }

    /// <summary>Forgets everything and gives the memory back; the buffer can be used again.</summary>
    /// <remarks>Not inlined, as <see cref="MakeRoom"/>: a method pays for a call of native code at each of its own, made or not.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
        _capacity = _start = _end = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom(int count)
    {
        long length = Length;
        if (_start > 0)
        {
            Buffer.MemoryCopy(_block + _start, _block, _capacity, length);
            _start = 0;
            _end = length;
        }
        if (_capacity - _end >= count)
            return;
        _capacity = Math.Max(Math.Max(4096, length + count), _capacity * 2);
        _block = (byte*)NativeMemory.Realloc(_block, (nuint)_capacity);
    }
}
