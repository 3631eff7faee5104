using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Server.Sessions;

/// <summary>
/// Bytes of one connection that were received and not parsed yet. An idle connection holds no memory here; what is held grows with
/// what arrived, never with what was announced.
/// </summary>
/// <remarks>A field of its session, which frees it: with tens of thousands of idle connections an object each, with a finalizer, would be felt.</remarks>
internal unsafe struct InputBuffer : IDisposable
{
    private const int MinCapacity = 16 * 1024;

    private byte* _block;
    private int _capacity;
    private int _start;
    private int _end;

    /// <summary>Bytes that wait.</summary>
    public readonly int Length => _end - _start;

    /// <summary>Bytes of memory held.</summary>
    public readonly int Capacity => _capacity;

    /// <summary>The first byte that waits.</summary>
    public readonly byte* Pointer => _block + _start;

    /// <summary>Room behind the last byte.</summary>
    public readonly int Room => _capacity - _end;

    /// <summary>Where the next byte goes.</summary>
    public readonly byte* Tail => _block + _end;

    /// <summary>Takes bytes over from elsewhere.</summary>
    public void Append(byte* data, int length)
    {
        Reserve(length);
        Buffer.MemoryCopy(data, Tail, Room, length);
        _end += length;
    }

    /// <summary>Bytes were received at <see cref="Tail"/>.</summary>
    public void Commit(int length)
    {
        Debug.Assert(length <= Room);
        _end += length;
    }

    /// <summary>Bytes were parsed; their memory stays until <see cref="Reserve"/> or <see cref="ReleaseIfEmpty"/>.</summary>
    public void Consume(int length)
    {
        Debug.Assert(length <= Length);
        _start += length;
    }

    /// <summary>Makes room for more bytes behind the last; may move everything.</summary>
    /// <param name="room">Room wanted now.</param>
    /// <param name="expected">Bytes that the request is known to need in all; the block grows towards it as they arrive.</param>
    public void Reserve(int room, long expected = 0)
    {
        if (Room < room)
            MakeRoom(room, expected);
    }

    /// <summary>Gives the memory back when nothing waits.</summary>
    public void ReleaseIfEmpty()
    {
        if (Length == 0 && _block is not null)
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
    private void MakeRoom(int room, long expected)
    {
        int length = Length;
        if (_start > 0)
        {
            Buffer.MemoryCopy(Pointer, _block, _capacity, length);
            _start = 0;
            _end = length;
            if (Room >= room)
                return;
        }
        long wanted = Math.Max((long)length + room, Math.Min(Math.Max(expected, 0), Math.Max(1024 * 1024, 2L * length)));
        long capacity = Math.Min(Math.Max(Math.Max(MinCapacity, wanted), Math.Min(2L * _capacity, wanted * 2)), int.MaxValue);
        _block = (byte*)NativeMemory.Realloc(_block, (nuint)capacity);
        _capacity = (int)capacity;
    }
}
