using System.Buffers.Binary;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices;

/// <summary>
/// A wrapper around a queue that writes every frame received and sent into a capture file (libpcap format, microseconds, Ethernet), which
/// Wireshark and tcpdump open.
/// </summary>
public sealed class PcapRecorder : INicQueue
{
    private const uint Magic = 0xA1B2C3D4;
    private const int SnapLength = 262144;
    private readonly INicQueue _inner;
    private readonly Stream _file;

    /// <summary>Wraps a queue and writes the file header.</summary>
    /// <param name="inner">The queue to listen in on.</param>
    /// <param name="file">Where to write; stays the caller's.</param>
    public PcapRecorder(INicQueue inner, Stream file)
    {
        _inner = inner;
        _file = file;
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], 1);
        file.Write(header);
    }

    /// <summary>The time written beside the frames, in microseconds; set by whoever drives the poll loop.</summary>
    public long Now { get; set; }

    /// <inheritdoc/>
    public NicCapabilities Capabilities => _inner.Capabilities;

    /// <inheritdoc/>
    public int ReceiveBurst(Span<PacketBuffer> into)
    {
        var n = _inner.ReceiveBurst(into);
        foreach (ref readonly var packet in into[..n])
            Record(packet.Bytes);
        return n;
    }

    /// <inheritdoc/>
    public int TransmitBurst(ReadOnlySpan<PacketBuffer> packets)
    {
        // A frame that the port has taken is no longer ours to read, so each is recorded before it is offered; the record of one that
        // the port refuses is taken back, because it will be offered again.
        var sent = 0;
        foreach (ref readonly var packet in packets)
        {
            var position = _file.CanSeek ? _file.Position : -1;
            Record(packet.Bytes);
            if (_inner.TransmitBurst(new ReadOnlySpan<PacketBuffer>(in packet)) == 0)
            {
                if (position >= 0)
                    _file.SetLength(_file.Position = position);
                break;
            }
            sent++;
        }
        return sent;
    }

    /// <inheritdoc/>
    public bool TryAllocate(out PacketBuffer packet) => _inner.TryAllocate(out packet);

    /// <inheritdoc/>
    public void Free(ReadOnlySpan<PacketBuffer> packets) => _inner.Free(packets);

    /// <inheritdoc/>
    public bool Owns(in FlowKey flow) => _inner.Owns(flow);

    private void Record(ReadOnlySpan<byte> frame)
    {
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(Now / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(Now % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], frame.Length);
        _file.Write(header);
        _file.Write(frame);
    }
}
