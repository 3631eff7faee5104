namespace MtcpRedis.NetStack.Wire;

/// <summary>The fixed part of a TCP header as a value (RFC 9293 section 3.1).</summary>
/// <param name="SourcePort">Sender's port.</param>
/// <param name="DestinationPort">Receiver's port.</param>
/// <param name="Sequence">SEG.SEQ.</param>
/// <param name="Acknowledgment">SEG.ACK, sent as given; meaningful with <see cref="TcpFlags.Ack"/>.</param>
/// <param name="Flags">Control bits.</param>
/// <param name="Window">The window field as it stands on the wire, not yet scaled.</param>
public readonly record struct TcpHeader(
    ushort SourcePort, ushort DestinationPort, SeqNumber Sequence, SeqNumber Acknowledgment, TcpFlags Flags, ushort Window)
{
    /// <summary>Bytes of the header without options.</summary>
    public const int MinLength = 20;

    /// <summary>Most option bytes that the data offset can express.</summary>
    public const int MaxOptionsLength = 40;

    /// <summary>Offset of the checksum field.</summary>
    public const int ChecksumOffset = 16;

    /// <summary>Writes the fixed header with a zero checksum and a data offset that leaves room for the options.</summary>
    /// <param name="to">At least <see cref="MinLength"/> bytes.</param>
    /// <param name="optionsLength">Bytes of options that follow: a multiple of four up to <see cref="MaxOptionsLength"/>.</param>
    public void Write(Span<byte> to, int optionsLength)
    {
        NetworkOrder.Put32(to, 0, (uint)SourcePort << 16 | DestinationPort);
        NetworkOrder.Put32(to, 4, Sequence.Value);
        NetworkOrder.Put32(to, 8, Acknowledgment.Value);
        NetworkOrder.Put32(to, 12, (uint)((MinLength + optionsLength) / 4) << 28 | (uint)Flags << 16 | Window);
        NetworkOrder.Put32(to, ChecksumOffset, 0);
    }
}
