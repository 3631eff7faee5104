using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

/// <summary>Bytes from the wire may be anything: every cut and every flipped bit is either refused or yields a view that stays in bounds.</summary>
public class CorruptFrameTests
{
    [Fact]
    public void Parse_EveryTruncation_IsRefusedSomewhereAndNeverThrows()
    {
        foreach (var golden in GoldenFrames.All)
        {
            Assert.True(Accepts(golden));
            for (var length = 0; length < golden.Length; length++)
                Assert.False(Accepts(golden[..length]), $"{length} of {golden.Length} bytes were accepted");
        }
    }

    [Fact]
    public void Parse_EveryBitFlippedAboveEthernet_IsRefused()
    {
        foreach (var golden in GoldenFrames.All.Where(f => f[13] != 6))
        {
            for (var bit = 14 * 8; bit < golden.Length * 8; bit++)
            {
                // IPv6 has no header checksum: of its first eight bytes, traffic class, flow label and hop limit are unprotected.
                if (golden[12] == 0x86 && bit / 8 is >= 14 and < 22)
                    continue;
                // Hop-by-hop options are outside every checksum.
                if (golden == GoldenFrames.HopByHop && bit / 8 is >= 54 and < 62)
                    continue;
                var bytes = golden.ToArray();
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.False(Accepts(bytes), $"bit {bit} of {Convert.ToHexString(golden)}");
            }
        }
    }

    [Fact]
    public void Parse_RandomBytes_NeverThrows()
    {
        var random = new Random(4);
        var accepted = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var golden = GoldenFrames.All[random.Next(GoldenFrames.All.Length)];
            var bytes = golden[..random.Next(golden.Length + 1)];
            for (var n = random.Next(8); n > 0 && bytes.Length > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            accepted += Walk(bytes, verify: false) ? 1 : 0;
        }
        Assert.InRange(accepted, 1, 199_999);
    }

    [Theory]
    [InlineData("020305")]
    [InlineData("0204")]
    [InlineData("0200")]
    [InlineData("0201")]
    [InlineData("08")]
    [InlineData("080a00000001")]
    [InlineData("050a0000000100000002ff")]
    [InlineData("0509000000010000")]
    [InlineData("03040000")]
    [InlineData("0403ff")]
    public void TcpOptions_ImpossibleLength_IsRefused(string hex) => Assert.False(TcpOptions.TryParse(Convert.FromHexString(hex), out _));

    [Theory]
    [InlineData("", 0)]
    [InlineData("00ffff", 0)]
    [InlineData("010101", 0)]
    [InlineData("fd04aaaa0204022c", 556)]
    [InlineData("01010402020405b4", 1460)]
    public void TcpOptions_UnknownKindsAndPadding_AreSkipped(string hex, int mss)
    {
        Assert.True(TcpOptions.TryParse(Convert.FromHexString(hex), out var options));
        Assert.Equal(mss, options.MaxSegmentSize);
    }

    [Fact]
    public void TcpOptions_EveryCombination_RoundTrips()
    {
        var random = new Random(5);
        var bytes = new byte[40];
        for (var i = 0; i < 2000; i++)
        {
            var written = TcpOptions.None;
            if (random.Next(2) == 0)
                written.MaxSegmentSize = (ushort)random.Next(1, 65536);
            if (random.Next(2) == 0)
                written.WindowScale = (sbyte)random.Next(15);
            written.SackPermitted = random.Next(2) == 0;
            if (random.Next(2) == 0)
                written.SetTimestamp((uint)random.Next(), (uint)random.Next());
            written.SackCount = (byte)random.Next(0, 1 + Math.Min(4, (40 - written.Length - 4) / 8));
            for (var b = 0; b < written.SackCount; b++)
                written.Sack[b] = new(new((uint)random.Next()), new((uint)random.Next()));
            written.Write(bytes);
            Assert.True(TcpOptions.TryParse(bytes.AsSpan(0, written.Length), out var read));
            Assert.Equal(
                (written.MaxSegmentSize, written.WindowScale, written.SackPermitted, written.HasTimestamp, written.SackCount),
                (read.MaxSegmentSize, read.WindowScale, read.SackPermitted, read.HasTimestamp, read.SackCount));
            if (written.HasTimestamp)
                Assert.Equal((written.TimestampValue, written.TimestampEcho), (read.TimestampValue, read.TimestampEcho));
            for (var b = 0; b < written.SackCount; b++)
                Assert.Equal(written.Sack[b], read.Sack[b]);
        }
    }

    private static bool Accepts(byte[] bytes) => Walk(bytes, verify: true);

    /// <summary>Reads everything there is to read in a frame, as the stack does.</summary>
    private static bool Walk(ReadOnlySpan<byte> bytes, bool verify)
    {
        if (!EthernetFrame.TryParse(bytes, out var frame))
            return false;
        switch (frame.Type)
        {
            case EtherType.Arp:
                return ArpPacket.TryParse(frame.Payload, out _);
            case EtherType.Ipv4:
                if (!Ipv4Packet.TryParse(frame.Payload, out var v4) || verify && !v4.HasValidChecksum)
                    return false;
                return v4.Protocol switch
                {
                    IpProtocol.Tcp => WalkTcp(v4.Payload, Checksum.PseudoHeader(v4.Source, v4.Destination, 6), verify),
                    IpProtocol.Icmp => IcmpPacket.TryParse(v4.Payload, out var icmp) && Ipv4Packet.TryParseQuoted(icmp.Body, out _),
                    _ => false,
                };
            case EtherType.Ipv6:
                if (!Ipv6Packet.TryParse(frame.Payload, out var v6))
                    return false;
                var pseudo = Checksum.PseudoHeader(v6.Source, v6.Destination, (byte)v6.Protocol);
                if (v6.Protocol == IpProtocol.Tcp)
                    return WalkTcp(v6.Payload, pseudo, verify);
                if (v6.Protocol != IpProtocol.Icmpv6 || !Icmpv6Packet.TryParse(v6.Payload, pseudo, out var message))
                    return false;
                if (message.Type is Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement)
                    _ = message.TryGetLinkLayerAddress(Icmpv6Packet.SourceLinkLayerAddress, out _) | message.Target.IsMulticast;
                return true;
            default:
                return false;
        }
    }

    private static bool WalkTcp(ReadOnlySpan<byte> payload, uint pseudo, bool verify) =>
        TcpSegment.TryParse(payload, out var segment)
        && (!verify || segment.HasValidChecksum(pseudo))
        && TcpOptions.TryParse(segment.Options, out _)
        && segment.PayloadLength == segment.Payload.Length;
}
