using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices;

/// <summary>A fixed number of equal packet buffers in one native block, for devices that have no packet memory of their own.</summary>
/// <remarks>One thread. Debug builds catch a packet that is freed twice and poison what is freed.</remarks>
public sealed unsafe class PacketPool : IDisposable
{
    /// <summary>Bytes kept free in front of a new packet, as DPDK does.</summary>
    public const int HeadRoom = 128;

    private readonly byte* _memory;
    private readonly int[] _free;
    private readonly bool[] _isFree;
    private int _freeCount;

    /// <summary>Makes the buffers.</summary>
    /// <param name="count">Number of packets.</param>
    /// <param name="dataRoom">Bytes per packet for the frame; the head room comes on top.</param>
    public PacketPool(int count, int dataRoom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dataRoom, 64);
        BufferSize = (HeadRoom + dataRoom + 63) & ~63;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)count * (nuint)BufferSize, 64);
        _free = new int[count];
        _isFree = new bool[count];
        for (var i = 0; i < count; i++)
            Push(count - 1 - i);
    }

    /// <summary>Bytes per packet, head room included.</summary>
    public int BufferSize { get; }

    /// <summary>Packets in all.</summary>
    public int Count => _free.Length;

    /// <summary>Packets not handed out.</summary>
    public int Available => _freeCount;

    /// <summary>Takes a packet; false if none is left.</summary>
    public bool TryAllocate(out PacketBuffer packet)
    {
        packet = default;
        if (_freeCount == 0)
            return false;
        var index = _free[--_freeCount];
        _isFree[index] = false;
        packet.Memory = _memory + (long)index * BufferSize;
        packet.Owner = index;
        packet.Capacity = BufferSize;
        packet.Offset = HeadRoom;
        return true;
    }

    /// <summary>Returns packets.</summary>
    public void Free(ReadOnlySpan<PacketBuffer> packets)
    {
        foreach (ref readonly var packet in packets)
        {
            Debug.Assert(packet.Memory == _memory + packet.Owner * BufferSize, "packet of another pool");
            Debug.Assert(!_isFree[(int)packet.Owner], "packet freed twice");
            Poison(packet.Memory);
            Push((int)packet.Owner);
        }
    }

    /// <summary>Returns the native memory. No packet may be in use.</summary>
    public void Dispose() => NativeMemory.AlignedFree(_memory);

    private void Push(int index)
    {
        _free[_freeCount++] = index;
        _isFree[index] = true;
    }

    [Conditional("DEBUG")]
    private void Poison(byte* memory) => NativeMemory.Fill(memory, (nuint)BufferSize, 0xDD);
}
