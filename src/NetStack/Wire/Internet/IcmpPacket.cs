namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>A checked view of an ICMP message (RFC 792) with its checksum verified.</summary>
public readonly ref struct IcmpPacket
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderLength = 8;

    /// <summary>Code of <see cref="IcmpType.Unreachable"/> for an unknown protocol.</summary>
    public const byte ProtocolUnreachable = 2;

    /// <summary>Code of <see cref="IcmpType.Unreachable"/> for a closed port.</summary>
    public const byte PortUnreachable = 3;

    /// <summary>Code of <see cref="IcmpType.Unreachable"/> for a packet with DF that is larger than the next hop's MTU.</summary>
    public const byte FragmentationNeeded = 4;

    private readonly ReadOnlySpan<byte> _data;

    private IcmpPacket(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Message type.</summary>
    public IcmpType Type => (IcmpType)NetworkOrder.Get8(_data, 0);

    /// <summary>Detail within the type.</summary>
    public byte Code => NetworkOrder.Get8(_data, 1);

    /// <summary>Identifier of an echo message.</summary>
    public ushort Identifier => NetworkOrder.Get16(_data, 4);

    /// <summary>Sequence of an echo message.</summary>
    public ushort Sequence => NetworkOrder.Get16(_data, 6);

    /// <summary>MTU of the next hop in a "fragmentation needed" message; 0 from routers older than RFC 1191.</summary>
    public ushort NextHopMtu => NetworkOrder.Get16(_data, 6);

    /// <summary>Echo data, or the quoted start of the packet that an error is about.</summary>
    public ReadOnlySpan<byte> Body => _data[HeaderLength..];

    /// <summary>True if a message, checked or not, asks for an echo.</summary>
    public static bool IsEchoRequest(ReadOnlySpan<byte> message) => message.Length > 0 && message[0] == (byte)IcmpType.EchoRequest;

    /// <summary>Checks length and checksum; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out IcmpPacket packet)
    {
        packet = default;
        if (data.Length < HeaderLength || !Checksum.IsValid(Checksum.Add(0, data)))
            return false;
        packet = new IcmpPacket(data);
        return true;
    }

    /// <summary>Writes the eight header bytes in front of a body that is already in place, with the checksum over both.</summary>
    /// <param name="message">Header room and body.</param>
    /// <param name="type">Message type.</param>
    /// <param name="code">Detail.</param>
    /// <param name="rest">Bytes 4-7: identifier and sequence, or unused and MTU.</param>
    public static void Write(Span<byte> message, IcmpType type, byte code, uint rest)
    {
        NetworkOrder.Put32(message, 0, (uint)type << 24 | (uint)code << 16);
        NetworkOrder.Put32(message, 4, rest);
        NetworkOrder.Put16(message, 2, Checksum.Finish(Checksum.Add(0, message)));
    }
}
