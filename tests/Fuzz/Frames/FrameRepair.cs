using System.Buffers.Binary;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Fuzz.Frames;

/// <summary>Puts right checksums, and lengths if asked, into a spoilt frame as far as it can still be understood.</summary>
internal static class FrameRepair
{
    private const byte Icmp = 1;
    private const byte Tcp = 6;
    private const byte Icmpv6 = 58;

    public static void Apply(Span<byte> frame, bool lengths)
    {
        if (frame.Length < 34)
        {
            return;
        }

        var packet = frame[14..];
        switch (BinaryPrimitives.ReadUInt16BigEndian(frame[12..]))
        {
            case 0x0800:
                RepairV4(packet, lengths);
                break;
            case 0x86DD when packet.Length >= 40:
                RepairV6(packet, lengths);
                break;
        }
    }

    private static void RepairV4(Span<byte> packet, bool lengths)
    {
        if (lengths)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        }

        var header = Math.Clamp((packet[0] & 15) * 4, 20, packet.Length);
        var total = Math.Clamp(BinaryPrimitives.ReadUInt16BigEndian(packet[2..]), header, packet.Length);
        var pseudo = Checksum.PseudoHeader(Ipv4Address.Read(packet[12..]), Ipv4Address.Read(packet[16..]), packet[9]);
        RepairPayload(packet[header..total], packet[9], pseudo);
        Put(packet[..header], 10, 0);
    }

    private static void RepairV6(Span<byte> packet, bool lengths)
    {
        if (lengths)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - 40));
        }

        var total = Math.Clamp(40 + BinaryPrimitives.ReadUInt16BigEndian(packet[4..]), 40, packet.Length);
        var pseudo = Checksum.PseudoHeader(Ipv6Address.Read(packet[8..]), Ipv6Address.Read(packet[24..]), packet[6]);
        RepairPayload(packet[40..total], packet[6], pseudo);
    }

    private static void RepairPayload(Span<byte> payload, byte protocol, uint pseudo)
    {
        switch (protocol)
        {
            case Icmp when payload.Length >= 8:
                Put(payload, 2, 0);
                break;
            case Icmpv6 when payload.Length >= 8:
                Put(payload, 2, Checksum.Add(pseudo, (ushort)payload.Length));
                break;
            case Tcp when payload.Length >= 20:
                Put(payload, 16, Checksum.Add(pseudo, (ushort)payload.Length));
                break;
        }
    }

    private static void Put(Span<byte> data, int at, uint sum)
    {
        data.Slice(at, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(data[at..], Checksum.Finish(Checksum.Add(sum, data)));
    }
}
