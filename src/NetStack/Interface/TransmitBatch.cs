using MtcpRedis.NetStack.Devices;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Frames ready for the port, gathered so that one burst call carries many.</summary>
internal sealed class TransmitBatch(INicQueue queue, InterfaceStatistics statistics)
{
    private const int Size = 64;
    private readonly PacketBuffer[] _packets = new PacketBuffer[Size];
    private int _count;

    /// <summary>True if one more frame can be added, after a flush if need be.</summary>
    internal bool HasRoom => _count < Size || Flush();

    internal void Add(PacketBuffer packet) => _packets[_count++] = packet;

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
        _count -= sent;
        if (_count > 0 && sent > 0)
            Array.Copy(_packets, sent, _packets, 0, _count);
        return _count < Size;
    }

    internal void DropAll()
    {
        queue.Free(_packets.AsSpan(0, _count));
        _count = 0;
    }
}
