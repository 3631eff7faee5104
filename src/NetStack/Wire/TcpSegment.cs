namespace MtcpRedis.NetStack.Wire;

/// <summary>A checked view of one TCP segment: after <see cref="TryParse"/> no accessor can read outside it.</summary>
public readonly ref struct TcpSegment
{
    private readonly ReadOnlySpan<byte> _data;

    private TcpSegment(ReadOnlySpan<byte> data, int headerLength)
    {
        _data = data;
        HeaderLength = headerLength;
    }

    /// <summary>Sender's port.</summary>
    public ushort SourcePort => NetworkOrder.Get16(_data, 0);

    /// <summary>Receiver's port.</summary>
    public ushort DestinationPort => NetworkOrder.Get16(_data, 2);

    /// <summary>SEG.SEQ.</summary>
    public SeqNumber Sequence => new(NetworkOrder.Get32(_data, 4));

    /// <summary>SEG.ACK.</summary>
    public SeqNumber Acknowledgment => new(NetworkOrder.Get32(_data, 8));

    /// <summary>Control bits.</summary>
    public TcpFlags Flags => (TcpFlags)NetworkOrder.Get8(_data, 13);

    /// <summary>The window field, not yet scaled.</summary>
    public ushort Window => NetworkOrder.Get16(_data, 14);

    /// <summary>Bytes of fixed header and options, 20-60.</summary>
    public int HeaderLength { get; }

    /// <summary>The raw option bytes; read them with <see cref="TcpOptions.TryParse"/>.</summary>
    public ReadOnlySpan<byte> Options => _data[TcpHeader.MinLength..HeaderLength];

    /// <summary>The bytes carried.</summary>
    public ReadOnlySpan<byte> Payload => _data[HeaderLength..];

    /// <summary>Number of bytes carried.</summary>
    public int PayloadLength => _data.Length - HeaderLength;

    /// <summary>SEG.LEN: payload plus one each for SYN and FIN.</summary>
    public uint SequenceLength
    {
        get
        {
            var flags = Flags;
            return (uint)PayloadLength + ((uint)(flags & TcpFlags.Syn) >> 1) + (uint)(flags & TcpFlags.Fin);
        }
    }

    /// <summary>The fixed header as a value.</summary>
    public TcpHeader Header => new(SourcePort, DestinationPort, Sequence, Acknowledgment, Flags, Window);

    /// <summary>Checks length and data offset. False, never an exception, for anything else.</summary>
    /// <param name="data">Exactly the IP payload.</param>
    /// <param name="segment">The view, valid as long as the memory.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, out TcpSegment segment)
    {
        segment = default;
        if (data.Length < TcpHeader.MinLength)
            return false;
        var headerLength = (NetworkOrder.Get8(data, 12) >> 4) * 4;
        if (headerLength < TcpHeader.MinLength || headerLength > data.Length)
            return false;
        segment = new TcpSegment(data, headerLength);
        return true;
    }

    /// <summary>Verifies the checksum.</summary>
    /// <param name="pseudoHeader">Running sum of the pseudo header without the length.</param>
    public bool HasValidChecksum(uint pseudoHeader) =>
        Checksum.IsValid(Checksum.Add(Checksum.Add(pseudoHeader, (ushort)_data.Length), _data));
}
