using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Link;

/// <summary>An Ethernet II header as a value, with an optional 802.1Q tag.</summary>
/// <param name="Destination">Receiving station or group.</param>
/// <param name="Source">Sending station.</param>
/// <param name="Type">Kind of payload.</param>
/// <param name="VlanId">VLAN 1-4094, or 0 for an untagged frame.</param>
public readonly record struct EthernetHeader(MacAddress Destination, MacAddress Source, EtherType Type, ushort VlanId = 0)
{
    /// <summary>Bytes without a tag.</summary>
    public const int UntaggedLength = 14;

    /// <summary>Bytes with a tag.</summary>
    public const int TaggedLength = 18;

    /// <summary>Bytes that <see cref="Write"/> produces.</summary>
    public int Length => VlanId == 0 ? UntaggedLength : TaggedLength;

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> to)
    {
        Destination.Write(to);
        Source.Write(to[MacAddress.Length..]);
        if (VlanId == 0)
        {
            NetworkOrder.Put16(to, 12, (ushort)Type);
            return;
        }
        NetworkOrder.Put16(to, 12, (ushort)EtherType.Vlan);
        NetworkOrder.Put16(to, 14, VlanId);
        NetworkOrder.Put16(to, 16, (ushort)Type);
    }
}
