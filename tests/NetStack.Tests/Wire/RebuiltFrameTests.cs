using System.Buffers.Binary;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

/// <summary>Captured frames, taken apart and written again from the values found in them, byte for byte.</summary>
public class RebuiltFrameTests
{
    public static TheoryData<string> Names =>
    [
        nameof(GoldenFrames.PingV4), nameof(GoldenFrames.FinV4), nameof(GoldenFrames.PortUnreachable),
        nameof(GoldenFrames.DuplicateProbe), nameof(GoldenFrames.LastFragmentV4), nameof(GoldenFrames.LastFragmentV6), nameof(GoldenFrames.UnreachableV6),
        nameof(GoldenFrames.DataV6), nameof(GoldenFrames.ResetV4), nameof(GoldenFrames.SackV4), nameof(GoldenFrames.DSackV4), nameof(GoldenFrames.TooBigV4),
        nameof(GoldenFrames.TooBigV6),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Frame_WrittenFromItsValues_HasTheSameBytes(string name)
    {
        var golden = Find(name);
        var bytes = new byte[golden.Length];
        Assert.True(EthernetFrame.TryParse(golden, out var frame));
        new EthernetHeader(frame.Destination, frame.Source, frame.Type).Write(bytes);
        if (frame.Type == EtherType.Ipv4)
            RebuildV4(frame.Payload, bytes.AsSpan(frame.HeaderLength));
        else
            RebuildV6(frame.Payload, bytes.AsSpan(frame.HeaderLength));
        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(bytes));
    }

    [Fact]
    public void DSack_Parsed_ShowsTheReportFirst()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.DSackV4, out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(TcpSegment.TryParse(ip.Payload, out var segment));
        Assert.True(TcpOptions.TryParse(segment.Options, out var options));
        Assert.Equal((3, options.Sack[1]), (options.SackCount, options.Sack[0]));
        Assert.True(segment.Acknowledgment < options.Sack[2].Left && options.Sack[2].Right < options.Sack[1].Left);
    }

    [Fact]
    public void SynV6_Parsed_ShowsEveryOption()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.SynV6, out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.True(TcpSegment.TryParse(ip.Payload, out var segment));
        Assert.True(TcpOptions.TryParse(segment.Options, out var options));
        Assert.Equal((1440, 10, true, 0x4F6D621Bu), (options.MaxSegmentSize, options.WindowScale, options.SackPermitted, options.TimestampValue));
    }

    [Fact]
    public void TooBig_Parsed_NamesTheNextLinkAndQuotesTheDatagram()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.TooBigV4, out var frame));
        Assert.True(Ipv4Packet.TryParse(frame.Payload, out var ip));
        Assert.True(IcmpPacket.TryParse(ip.Payload, out var icmp));
        Assert.Equal((IcmpPacket.FragmentationNeeded, 1400), (icmp.Code, icmp.NextHopMtu));
        Assert.True(Ipv4Packet.TryParseQuoted(icmp.Body, out var quoted));
        Assert.True(quoted.DontFragment && quoted.Protocol == IpProtocol.Udp);
    }

    [Fact]
    public void TooBigV6_Parsed_NamesTheNextLinkAndQuotesThePacket()
    {
        Assert.True(EthernetFrame.TryParse(GoldenFrames.TooBigV6, out var frame));
        Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
        Assert.True(Icmpv6Packet.TryParse(ip.Payload, Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)ip.Protocol), out var message));
        Assert.Equal((Icmpv6Type.PacketTooBig, 1400u), (message.Type, message.Rest));
        Assert.True(Ipv6Packet.TryParseQuoted(message.Body, out var quoted));
        Assert.Equal((ip.Destination, IpProtocol.Icmpv6, 1192), (quoted.Source, quoted.Protocol, quoted.Payload.Length));
    }

    private static void RebuildV4(ReadOnlySpan<byte> packet, Span<byte> to)
    {
        Assert.True(Ipv4Packet.TryParse(packet, out var ip));
        new Ipv4Header(ip.Source, ip.Destination, ip.Protocol, ip.Payload.Length, ip.Identification, ip.DontFragment, ip.MoreFragments, ip.FragmentOffset,
            ip.TimeToLive).Write(to);
        // Errors travel with a precedence of their own, which our headers never have.
        if (packet[1] != 0)
        {
            var checksum = BinaryPrimitives.ReadUInt16BigEndian(to[Ipv4Header.ChecksumOffset..]);
            to[1] = packet[1];
            BinaryPrimitives.WriteUInt16BigEndian(to[Ipv4Header.ChecksumOffset..], Checksum.Update(checksum, 0x4500, (ushort)(0x4500 | packet[1])));
        }
        var rest = to[Ipv4Header.MinLength..];
        ip.Payload.CopyTo(rest);
        if (ip.IsFragment)
            return;
        if (ip.Protocol == IpProtocol.Tcp)
        {
            RebuildTcp(ip.Payload, rest, Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)ip.Protocol));
            return;
        }
        Assert.True(IcmpPacket.TryParse(ip.Payload, out var icmp));
        rest[..IcmpPacket.HeaderLength].Clear();
        IcmpPacket.Write(rest, icmp.Type, icmp.Code, (uint)icmp.Identifier << 16 | icmp.Sequence);
    }

    private static void RebuildV6(ReadOnlySpan<byte> packet, Span<byte> to)
    {
        Assert.True(Ipv6Packet.TryParse(packet, out var ip));
        new Ipv6Header(ip.Source, ip.Destination, ip.Protocol, ip.Payload.Length, ip.HopLimit).Write(to);
        var pseudo = Checksum.PseudoHeader(ip.Source, ip.Destination, (byte)ip.Protocol);
        var rest = to[Ipv6Header.Length..];
        ip.Payload.CopyTo(rest);
        if (ip.Protocol == IpProtocol.Tcp)
        {
            RebuildTcp(ip.Payload, rest, pseudo);
        }
        else if (ip.Protocol == IpProtocol.Fragment)
        {
            Assert.True(Ipv6Fragment.TryParse(ip.Payload, out var fragment));
            rest[..Ipv6Fragment.HeaderLength].Clear();
            Ipv6Fragment.Write(rest, fragment.NextHeader, fragment.Offset, fragment.MoreFragments, fragment.Identification);
        }
        else
        {
            Assert.True(Icmpv6Packet.TryParse(ip.Payload, pseudo, out var message));
            rest[..Icmpv6Packet.HeaderLength].Clear();
            Icmpv6Packet.Write(rest, message.Type, message.Code, message.Rest, pseudo);
        }
    }

    private static void RebuildTcp(ReadOnlySpan<byte> payload, Span<byte> to, uint pseudo)
    {
        Assert.True(TcpSegment.TryParse(payload, out var segment));
        Assert.True(TcpOptions.TryParse(segment.Options, out var options));
        to[..segment.HeaderLength].Clear();
        segment.Header.Write(to, options.Length);
        options.Write(to[TcpHeader.MinLength..]);
        var sum = Checksum.Add(Checksum.Add(pseudo, (ushort)to.Length), to);
        BinaryPrimitives.WriteUInt16BigEndian(to[TcpHeader.ChecksumOffset..], Checksum.Finish(sum));
    }

    private static byte[] Find(string name) => (byte[])typeof(GoldenFrames)
        .GetField(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetValue(null)!;
}
