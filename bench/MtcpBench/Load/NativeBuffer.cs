using System.Runtime.InteropServices;

namespace MtcpRedis.Bench.Load;

/// <summary>Bytes of one connection that wait: a growing queue in native memory that gives its memory back when it empties after having been large.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int KeepSize = 64 * 1024;

    private byte* _bytes;
    private int _capacity;
    private int _start;
    private int _end;

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>What waits, oldest first. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Waiting => new(_bytes + _start, _end - _start);

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Added(bytes.Length);
    }

    /// <summary>Free memory at the end for so many bytes or more; <see cref="Added"/> tells how many were put there.</summary>
    /// <exception cref="OverflowException">More than 2 GiB would wait.</exception>
    public Span<byte> Room(int least)
    {
        var used = _end - _start;
        if (_capacity - _end < least)
        {
            if (_capacity - used < least)
            {
                _capacity = Math.Max(checked(used + least), (int)Math.Clamp(_capacity * 2L, 4096, 1 << 30));
                var bytes = (byte*)NativeMemory.Alloc((nuint)_capacity);
                Waiting.CopyTo(new Span<byte>(bytes, used));
                NativeMemory.Free(_bytes);
                _bytes = bytes;
            }
            else
            {
                Waiting.CopyTo(new Span<byte>(_bytes, used));
            }

            (_start, _end) = (0, used);
        }

        return new Span<byte>(_bytes + _end, _capacity - _end);
    }

    /// <summary>Counts bytes that were written to <see cref="Room"/>.</summary>
    public void Added(int count) => _end += count;

    /// <summary>Takes bytes away from the front.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start != _end)
        {
            return;
        }

        (_start, _end) = (0, 0);
        if (_capacity > KeepSize)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        (_capacity, _start, _end) = (0, 0, 0);
    }
}
