using System.Runtime.CompilerServices;
using MtcpRedis.NetStack.Devices;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// Frames ready for the port, gathered so that one burst call carries many. The next packet is written in its place here: it is begun, filled and
/// committed, or left for the next one to begin.
/// </summary>
internal sealed class TransmitBatch(INicQueue queue, InterfaceStatistics statistics)
{
    private const int Size = 64;
    private readonly PacketBuffer[] _packets = new PacketBuffer[Size + 1];
    private int _count;
    private bool _hasBegun;

    /// <summary>True if one more frame can be added, after a flush if need be.</summary>
    internal bool HasRoom
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _count < Size || Flush();
    }

    /// <summary>An empty packet in its place, or a null reference if ring or pool are exhausted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref PacketBuffer Begin()
    {
        if (_hasBegun)
            return ref _packets[_count];
        if (!HasRoom || !queue.TryAllocate(out _packets[_count]))
            return ref Unsafe.NullRef<PacketBuffer>();
        _hasBegun = true;
        return ref _packets[_count];
    }

    /// <summary>The packet that was begun is a whole frame.</summary>
    internal void Commit()
    {
        _count++;
        _hasBegun = false;
    }

    /// <summary>The packet that was begun goes elsewhere.</summary>
    internal PacketBuffer TakeBegun()
    {
        _hasBegun = false;
        return _packets[_count].Take();
    }

    /// <summary>Adds a frame from elsewhere; there must be room.</summary>
    internal void Add(in PacketBuffer packet)
    {
        if (_hasBegun)
            _packets[_count + 1] = _packets[_count];
        _packets[_count++] = packet;
    }

    /// <summary>Offers the frames to the port; true if there is room for another one afterwards.</summary>
    internal bool Flush()
    {
        if (_count == 0)
            return true;
        var bytes = 0L;
        for (var i = 0; i < _count; i++)
            bytes += _packets[i].Length;
        var sent = queue.TransmitBurst(_packets.AsSpan(0, _count));
        for (var i = sent; i < _count; i++)
            bytes -= _packets[i].Length;
        statistics.FramesSent += sent;
        statistics.BytesSent += bytes;
        if (sent > 0)
            Array.Copy(_packets, sent, _packets, 0, _count - sent + (_hasBegun ? 1 : 0));
        _count -= sent;
        return _count < Size;
    }

    /// <summary>Gives back a packet that was begun and not needed.</summary>
    internal void ReleaseBegun()
    {
        if (!_hasBegun)
            return;
        var unused = TakeBegun();
        queue.Free(new ReadOnlySpan<PacketBuffer>(in unused));
    }

    internal void DropAll()
    {
        ReleaseBegun();
        queue.Free(_packets.AsSpan(0, _count));
        _count = 0;
    }
}
