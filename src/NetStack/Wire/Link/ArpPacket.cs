using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire.Link;

/// <summary>
/// An ARP packet for IPv4 over Ethernet (RFC 826). It has no variable part, so the value alone serves both for reading and writing.
/// </summary>
/// <param name="Operation">Request or reply.</param>
/// <param name="SenderMac">Sender's station address.</param>
/// <param name="SenderIp">Sender's IPv4 address; 0.0.0.0 in a probe (RFC 5227).</param>
/// <param name="TargetMac">Zero in requests.</param>
/// <param name="TargetIp">The address asked for; equal to the sender's in an announcement (RFC 5227).</param>
public readonly record struct ArpPacket(
    ArpOperation Operation, MacAddress SenderMac, Ipv4Address SenderIp, MacAddress TargetMac, Ipv4Address TargetIp)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Length = 28;

    private const uint EthernetIpv4 = 0x0001_0800;
    private const ushort AddressLengths = 0x0604;

    /// <summary>Reads a packet; false, never an exception, if it is short, of other address kinds or with an unknown operation.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out ArpPacket packet)
    {
        packet = default;
        if (data.Length < Length || NetworkOrder.Get32(data, 0) != EthernetIpv4 || NetworkOrder.Get16(data, 4) != AddressLengths)
            return false;
        var operation = (ArpOperation)NetworkOrder.Get16(data, 6);
        if (operation is not (ArpOperation.Request or ArpOperation.Reply))
            return false;
        packet = new ArpPacket(operation, MacAddress.Read(data[8..]), Ipv4Address.Read(data[14..]),
            MacAddress.Read(data[18..]), Ipv4Address.Read(data[24..]));
        return packet.SenderMac.IsUnicast;
    }

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> to)
    {
        NetworkOrder.Put32(to, 0, EthernetIpv4);
        NetworkOrder.Put16(to, 4, AddressLengths);
        NetworkOrder.Put16(to, 6, (ushort)Operation);
        SenderMac.Write(to[8..]);
        SenderIp.Write(to[14..]);
        TargetMac.Write(to[18..]);
        TargetIp.Write(to[24..]);
    }
}
