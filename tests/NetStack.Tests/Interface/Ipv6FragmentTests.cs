using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Interface;

/// <summary>IPv6 datagrams in fragments (RFC 8200 section 4.5), and what is refused of them (RFC 5722, RFC 6946, RFC 6980, RFC 7112).</summary>
public sealed class Ipv6FragmentTests : IDisposable
{
    private const int Piece = 1448;
    private readonly InterfaceHarness _t = new InterfaceHarness().Settled();

    public void Dispose() => _t.Dispose();

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public void EchoRequest_InFragments_IsReturnedInFragments(int first, int second, int third)
    {
        var message = Echo(4000);
        foreach (var piece in (int[])[first, second, third])
            InPiece(message, piece * Piece);
        AssertEchoed(message, 1500, _t.Out());
        Assert.Equal(1, _t.Net.Statistics.Reassembled);
    }

    [Fact]
    public void EchoRequest_OfTheGreatestSize_IsReturned()
    {
        var message = Echo(65535 - 8);
        for (var offset = 0; offset < message.Length; offset += Piece)
            InPiece(message, offset);
        AssertEchoed(message, 1500, _t.Out());
    }

    [Fact]
    public void EchoRequest_LargerThanTheMtu_IsReturnedInFragments()
    {
        using var t = new InterfaceHarness(options => options with { Mtu = 1280 }).Settled();
        var message = Echo(1400);
        t.In(t.V6(IpProtocol.Icmpv6, message, InterfaceHarness.Own6));
        AssertEchoed(message, 1280, t.Out());
    }

    /// <summary>A small datagram that was cut up all the same goes back whole.</summary>
    [Fact]
    public void EchoRequest_SmallInFragments_IsReturnedInOnePacket()
    {
        var message = Echo(100);
        In(message.AsSpan(0, 56), 0, more: true);
        In(message.AsSpan(56), 56, more: false);
        Assert.Equal(14 + 40 + 108, Assert.Single(_t.Out()).Length);
    }

    [Fact]
    public void Fragments_MoreHeadersBehindTheFragmentHeader_AreReadThrough()
    {
        byte[] payload = [58, 0, 1, 4, 0, 0, 0, 0, .. Echo(80)];
        In(payload.AsSpan(0, 48), 0, more: true, next: IpProtocol.DestinationOptions);
        In(payload.AsSpan(48), 48, more: false, next: IpProtocol.NoNext);
        Assert.Equal(14 + 40 + 88, Assert.Single(_t.Out()).Length);
    }

    [Theory]
    [InlineData(1440, 1448)]
    [InlineData(8, 1448)]
    [InlineData(0, 8)]
    [InlineData(0, 1456)]
    [InlineData(1400, 8)]
    public void Fragments_Overlapping_ThrowTheDatagramAwayAndWhatFollows(int offset, int length)
    {
        var message = Echo(4000);
        InPiece(message, 0);
        In(message.AsSpan(offset, length), offset, more: true);
        foreach (var piece in (int[])[0, Piece, 2 * Piece])
            InPiece(message, piece);
        Assert.Empty(_t.Out());
        Assert.Equal(4, _t.Net.Drops[DropCause.BadFragment]);
        _t.Now += 60_000_000;
        _t.Out();
        Assert.Equal((0L, long.MaxValue), (_t.Net.Drops[DropCause.ReassemblyTimeout], _t.Net.NextDeadline));
        foreach (var piece in (int[])[0, Piece, 2 * Piece])
            InPiece(message, piece);
        Assert.Equal(3, _t.Out().Length);
    }

    [Fact]
    public void Fragments_RepeatedExactly_AreHarmless()
    {
        var message = Echo(4000);
        foreach (var offset in (int[])[0, 0, 2 * Piece, 2 * Piece, Piece])
            InPiece(message, offset);
        AssertEchoed(message, 1500, _t.Out());
    }

    [Fact]
    public void Fragments_EndContradicted_ThrowTheDatagramAway()
    {
        var message = Echo(4000);
        InPiece(message, 2 * Piece);
        In(message.AsSpan(2 * Piece, 8), 2 * Piece, more: false);
        InPiece(message, 0);
        InPiece(message, Piece);
        Assert.Empty(_t.Out());
    }

    [Fact]
    public void Fragment_ThatIsAWholeDatagram_HasNothingToDoWithOthersOfItsNumber()
    {
        var message = Echo(4000);
        InPiece(message, 0);
        In(Echo(40), 0, more: false);
        Assert.Equal(14 + 40 + 48, Assert.Single(_t.Out()).Length);
        InPiece(message, Piece);
        InPiece(message, 2 * Piece);
        AssertEchoed(message, 1500, _t.Out());
    }

    [Theory]
    [InlineData(0, 12, true)]
    [InlineData(0, 0, true)]
    [InlineData(65528, 16, false)]
    [InlineData(65528, 8, true)]
    [InlineData(0, 0, false)]
    public void Fragment_ImpossibleLengthOrPlace_IsDropped(int offset, int length, bool more)
    {
        In(Echo(100).AsSpan(0, length), offset, more);
        Assert.Equal((1L, long.MaxValue), (_t.Net.Drops[DropCause.BadFragment], _t.Net.NextDeadline));
    }

    [Fact]
    public void FirstFragment_WithoutAllHeaders_IsDropped()
    {
        In(new byte[16], 0, more: true, next: IpProtocol.Tcp);
        In([58, 2, 1, 4, 0, 0, 0, 0], 0, more: true, next: IpProtocol.DestinationOptions);
        In([58, 0, 1, 4, 0, 0, 0, 0], 0, more: true, next: IpProtocol.DestinationOptions);
        Assert.Equal((3L, long.MaxValue), (_t.Net.Drops[DropCause.BadFragment], _t.Net.NextDeadline));
    }

    [Fact]
    public void Fragments_WithAFragmentInside_AreDropped()
    {
        var inner = new byte[64];
        Ipv6Fragment.Write(inner, IpProtocol.Icmpv6, 0, more: false, 5);
        In(inner.AsSpan(0, 32), 0, more: true, next: IpProtocol.Fragment);
        In(inner.AsSpan(32), 32, more: false, next: IpProtocol.Fragment);
        Assert.Empty(_t.Out());
        Assert.Equal(1, _t.Net.Drops[DropCause.BadFragment]);
    }

    [Fact]
    public void NeighborSolicitation_InFragments_IsDropped()
    {
        var message = new byte[32];
        Icmpv6Packet.WriteNeighbor(message, Icmpv6Type.NeighborSolicitation, 0, InterfaceHarness.Own6, Icmpv6Packet.SourceLinkLayerAddress,
            InterfaceHarness.PeerMac, Checksum.PseudoHeader(InterfaceHarness.Peer6, InterfaceHarness.Own6, 58));
        In(message.AsSpan(0, 16), 0, more: true);
        In(message.AsSpan(16), 16, more: false);
        Assert.Empty(_t.Out());
        Assert.Equal((1L, null), (_t.Net.Drops[DropCause.BadIcmp], _t.Net.Neighbours.Find(InterfaceHarness.Peer6)));
    }

    [Fact]
    public void Fragments_Incomplete_AreGivenUpAfterAMinute()
    {
        InPiece(Echo(4000), Piece);
        Assert.Equal(_t.Now + 60_000_000, _t.Net.NextDeadline);
        _t.Now += 60_000_000;
        _t.Out();
        Assert.Equal((1L, long.MaxValue), (_t.Net.Drops[DropCause.ReassemblyTimeout], _t.Net.NextDeadline));
    }

    [Fact]
    public void Fragments_OfManyDatagramsOfBothFamilies_ShareTheBudget()
    {
        using var t = new InterfaceHarness(o => o with { MaxReassemblies = 2 }).Settled();
        t.In(t.V4(IpProtocol.Icmp, new byte[8], more: true));
        for (var i = 0u; i < 10; i++)
            t.In(Frame(t, Echo(100).AsSpan(0, 48), 0, more: true, identification: i));
        Assert.Equal(9, t.Net.Drops[DropCause.ReassemblyTimeout]);
    }

    [Fact]
    public void Fragment_EveryTruncation_IsRefused()
    {
        var whole = Frame(_t, Echo(100).AsSpan(0, 48), 0, more: true);
        for (var length = 0; length < whole.Length; length++)
            _t.In(whole.AsSpan(0, length));
        for (var payload = 0; payload < 16; payload++)
            _t.In(_t.V6(IpProtocol.Fragment, whole.AsSpan(54, payload), InterfaceHarness.Own6));
        Assert.Equal((whole.Length + 16L, long.MaxValue), (_t.Net.Drops.Total, _t.Net.NextDeadline));
    }

    [Fact]
    public void Fragments_Random_NeverThrowAndStayWithinTheBudget()
    {
        var random = new Random(8);
        var message = Echo(3000);
        for (var i = 0; i < 50_000; i++)
        {
            var offset = random.Next(200) * 8;
            var length = random.Next(random.Next(8) == 0 ? 1400 : 64) & ~random.Next(8);
            var next = random.Next(8) == 0 ? (IpProtocol)random.Next(64) : IpProtocol.Icmpv6;
            var frame = Frame(_t, message.AsSpan(offset, length), offset, random.Next(4) != 0, next, (uint)random.Next(40));
            for (var n = random.Next(3); n > 0; n--)
                frame[54 + random.Next(frame.Length - 54)] ^= (byte)(1 << random.Next(8));
            _t.In(frame);
            if (i % 20 == 0)
                _t.Out();
            _t.Now += random.Next(100_000);
        }
        Assert.True(_t.Net.Drops[DropCause.BadFragment] > 1000);
        Assert.True(_t.Net.Drops[DropCause.ReassemblyTimeout] > 100);
    }

    private static byte[] Echo(int size)
    {
        var message = InterfaceHarness.Echo(size);
        Icmpv6Packet.Write(message, Icmpv6Type.EchoRequest, 0, 0x12345678, Checksum.PseudoHeader(InterfaceHarness.Peer6, InterfaceHarness.Own6, 58));
        return message;
    }

    private static byte[] Frame(
        InterfaceHarness harness, ReadOnlySpan<byte> piece, int offset, bool more, IpProtocol next = IpProtocol.Icmpv6, uint identification = 77)
    {
        var payload = new byte[Ipv6Fragment.HeaderLength + piece.Length];
        Ipv6Fragment.Write(payload, next, offset, more, identification);
        piece.CopyTo(payload.AsSpan(Ipv6Fragment.HeaderLength));
        return harness.V6(IpProtocol.Fragment, payload, InterfaceHarness.Own6);
    }

    private void InPiece(byte[] message, int offset) =>
        In(message.AsSpan(offset, Math.Min(Piece, message.Length - offset)), offset, offset + Piece < message.Length);

    private void In(ReadOnlySpan<byte> piece, int offset, bool more, IpProtocol next = IpProtocol.Icmpv6) =>
        _t.In(Frame(_t, piece, offset, more, next));

    private static void AssertEchoed(byte[] request, int mtu, byte[][] frames)
    {
        var reply = new byte[request.Length];
        uint? identification = null;
        foreach (var bytes in frames)
        {
            Assert.True(EthernetFrame.TryParse(bytes, out var frame));
            Assert.True(Ipv6Packet.TryParse(frame.Payload, out var ip));
            Assert.True(ip.Bytes.Length <= mtu);
            Assert.True(Ipv6Fragment.TryParse(ip.Payload, out var fragment));
            Assert.Equal((IpProtocol.Icmpv6, identification ??= fragment.Identification), (fragment.NextHeader, fragment.Identification));
            Assert.Equal(fragment.Offset + fragment.Payload.Length < request.Length, fragment.MoreFragments);
            fragment.Payload.CopyTo(reply.AsSpan(fragment.Offset));
        }
        Assert.True(Icmpv6Packet.TryParse(reply, Checksum.PseudoHeader(InterfaceHarness.Own6, InterfaceHarness.Peer6, 58), out var echo));
        Assert.Equal((Icmpv6Type.EchoReply, 0x12345678u), (echo.Type, echo.Rest));
        Assert.Equal(request[8..], echo.Body.ToArray());
    }
}
