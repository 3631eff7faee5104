using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Internet;

/// <summary>A checked view of an ICMPv6 message (RFC 4443) with its checksum verified; neighbour messages by RFC 4861.</summary>
public readonly ref struct Icmpv6Packet
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderLength = 8;

    /// <summary>Bytes of a neighbour message without options.</summary>
    public const int NeighborFixedLength = HeaderLength + Ipv6Address.Length;

    /// <summary>Bytes of a neighbour message with one link-layer address option.</summary>
    public const int NeighborLength = 32;

    /// <summary>Code of <see cref="Icmpv6Type.Unreachable"/> for a closed port.</summary>
    public const byte PortUnreachable = 4;

    /// <summary>Option type of a solicitation's sender.</summary>
    public const byte SourceLinkLayerAddress = 1;

    /// <summary>Option type of an advertisement's target.</summary>
    public const byte TargetLinkLayerAddress = 2;

    /// <summary>Flag of an advertisement: it answers a solicitation.</summary>
    public const uint SolicitedFlag = 1u << 30;

    /// <summary>Flag of an advertisement: it replaces a cached address.</summary>
    public const uint OverrideFlag = 1u << 29;

    private readonly ReadOnlySpan<byte> _data;

    private Icmpv6Packet(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Message type.</summary>
    public Icmpv6Type Type => (Icmpv6Type)NetworkOrder.Get8(_data, 0);

    /// <summary>Detail within the type.</summary>
    public byte Code => NetworkOrder.Get8(_data, 1);

    /// <summary>Bytes 4-7: identifier and sequence, MTU, or the flags of an advertisement.</summary>
    public uint Rest => NetworkOrder.Get32(_data, 4);

    /// <summary>Echo data, or the quoted start of the packet that an error is about.</summary>
    public ReadOnlySpan<byte> Body => _data[HeaderLength..];

    /// <summary>Target of a neighbour message.</summary>
    public Ipv6Address Target => Ipv6Address.Read(_data[HeaderLength..]);

    /// <summary>True if a message, checked or not, asks for an echo.</summary>
    public static bool IsEchoRequest(ReadOnlySpan<byte> message) => message.Length > 0 && message[0] == (byte)Icmpv6Type.EchoRequest;

    /// <summary>Checks length, checksum and the shape of neighbour messages; never throws.</summary>
    /// <param name="data">Exactly the IPv6 payload.</param>
    /// <param name="pseudoHeader">Running sum of the pseudo header without the length.</param>
    /// <param name="packet">The view.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, uint pseudoHeader, out Icmpv6Packet packet)
    {
        packet = default;
        if (data.Length is < HeaderLength or > ushort.MaxValue
            || !Checksum.IsValid(Checksum.Add(Checksum.Add(pseudoHeader, (ushort)data.Length), data)))
        {
            return false;
        }
        var type = (Icmpv6Type)NetworkOrder.Get8(data, 0);
        if (type is Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement && !OptionsAreSound(data))
            return false;
        packet = new Icmpv6Packet(data);
        return true;
    }

    /// <summary>The MAC address in a neighbour message's option of the given type, if there is one.</summary>
    public bool TryGetLinkLayerAddress(byte optionType, out MacAddress address)
    {
        address = default;
        for (var at = NeighborFixedLength; at + 8 <= _data.Length; at += NetworkOrder.Get8(_data, at + 1) * 8)
        {
            if (NetworkOrder.Get8(_data, at) != optionType)
                continue;
            address = MacAddress.Read(_data[(at + 2)..]);
            return address.IsUnicast;
        }
        return false;
    }

    /// <summary>Writes the eight header bytes in front of a body that is already in place, with the checksum over both.</summary>
    public static void Write(Span<byte> message, Icmpv6Type type, byte code, uint rest, uint pseudoHeader)
    {
        NetworkOrder.Put32(message, 0, (uint)type << 24 | (uint)code << 16);
        NetworkOrder.Put32(message, 4, rest);
        NetworkOrder.Put16(message, 2, Checksum.Finish(Checksum.Add(Checksum.Add(pseudoHeader, (ushort)message.Length), message)));
    }

    /// <summary>Writes a neighbour message of <see cref="NeighborLength"/> bytes with one link-layer address option.</summary>
    public static void WriteNeighbor(
        Span<byte> message, Icmpv6Type type, uint flags, Ipv6Address target, byte optionType, MacAddress mac, uint pseudoHeader)
    {
        target.Write(message[HeaderLength..]);
        message[NeighborFixedLength] = optionType;
        message[NeighborFixedLength + 1] = 1;
        mac.Write(message[(NeighborFixedLength + 2)..]);
        Write(message[..NeighborLength], type, 0, flags, pseudoHeader);
    }

    private static bool OptionsAreSound(ReadOnlySpan<byte> data)
    {
        if (data.Length < NeighborFixedLength || NetworkOrder.Get8(data, 1) != 0)
            return false;
        var at = NeighborFixedLength;
        while (at < data.Length)
        {
            if (at + 8 > data.Length || data[at + 1] == 0)
                return false;
            at += data[at + 1] * 8;
        }
        return at == data.Length;
    }
}
