using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices.Handover;

/// <summary>Frames on their way from one queue's thread to another's, copied into native memory: one writer, one reader, no lock.</summary>
internal sealed unsafe class HandoverRing : IDisposable
{
    private const int Slots = 64;
    private const int HeaderSize = 8;

    private readonly byte* _memory;
    private readonly int _slotSize;
    private long _written;
    private long _read;

    internal HandoverRing(int frameCapacity)
    {
        _slotSize = (HeaderSize + frameCapacity + 63) & ~63;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(Slots * _slotSize), 64);
    }

    /// <summary>Called by the writer; false if the ring is full or the frame too long.</summary>
    internal bool TryPut(ReadOnlySpan<byte> frame, int hops)
    {
        if (_written - Volatile.Read(ref _read) == Slots || frame.Length > _slotSize - HeaderSize)
            return false;
        var slot = _memory + _written % Slots * _slotSize;
        ((int*)slot)[0] = frame.Length;
        ((int*)slot)[1] = hops;
        frame.CopyTo(new Span<byte>(slot + HeaderSize, frame.Length));
        Volatile.Write(ref _written, _written + 1);
        return true;
    }

    /// <summary>Called by the reader: the oldest frame, where it lies until <see cref="Release"/>.</summary>
    internal bool TryPeek(out ReadOnlySpan<byte> frame, out int hops)
    {
        frame = default;
        hops = 0;
        if (Volatile.Read(ref _written) == _read)
            return false;
        var slot = _memory + _read % Slots * _slotSize;
        frame = new(slot + HeaderSize, ((int*)slot)[0]);
        hops = ((int*)slot)[1];
        return true;
    }

    /// <summary>Called by the reader: the oldest frame has been copied.</summary>
    internal void Release()
    {
        Debug.Assert(_read < Volatile.Read(ref _written));
        Volatile.Write(ref _read, _read + 1);
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
