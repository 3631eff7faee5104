using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Link;

/// <summary>A checked view of an Ethernet II frame without its FCS, tagged or not.</summary>
public readonly ref struct EthernetFrame
{
    private const ushort SmallestEtherType = 0x0600;
    private readonly ReadOnlySpan<byte> _data;

    private EthernetFrame(ReadOnlySpan<byte> data, int headerLength)
    {
        _data = data;
        HeaderLength = headerLength;
    }

    /// <summary>Receiving station or group.</summary>
    public MacAddress Destination => MacAddress.Read(_data);

    /// <summary>Sending station.</summary>
    public MacAddress Source => MacAddress.Read(_data[MacAddress.Length..]);

    /// <summary>14, or 18 with a tag.</summary>
    public int HeaderLength { get; }

    /// <summary>VLAN id 0-4095 of a tagged frame, 0 without a tag.</summary>
    public ushort VlanId => HeaderLength == EthernetHeader.TaggedLength ? (ushort)(NetworkOrder.Get16(_data, 14) & 0xFFF) : (ushort)0;

    /// <summary>Kind of payload, behind the tag if there is one.</summary>
    public EtherType Type => (EtherType)NetworkOrder.Get16(_data, HeaderLength - 2);

    /// <summary>Everything after the header, link padding included.</summary>
    public ReadOnlySpan<byte> Payload => _data[HeaderLength..];

    /// <summary>Checks the length; frames with an 802.3 length field instead of a type are refused. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out EthernetFrame frame)
    {
        frame = default;
        if (data.Length < EthernetHeader.UntaggedLength)
            return false;
        var headerLength = EthernetHeader.UntaggedLength;
        var type = NetworkOrder.Get16(data, 12);
        if (type == (ushort)EtherType.Vlan)
        {
            headerLength = EthernetHeader.TaggedLength;
            if (data.Length < headerLength)
                return false;
            type = NetworkOrder.Get16(data, 16);
        }
        if (type < SmallestEtherType)
            return false;
        frame = new EthernetFrame(data, headerLength);
        return true;
    }
}
