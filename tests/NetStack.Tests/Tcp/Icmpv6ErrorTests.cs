using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Tests.Interface;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>ICMPv6 errors about TCP packets (RFC 8201, RFC 4443).</summary>
public sealed class Icmpv6ErrorTests : IDisposable
{
    private const ushort PeerPort = 40000;
    private readonly InterfaceHarness _t = new InterfaceHarness().Settled();
    private readonly TcpStack _tcp;
    private readonly TcpConnection _connection;

    public Icmpv6ErrorTests()
    {
        _tcp = new TcpStack(_t.Net, new TcpStackOptions());
        _connection = _tcp.Connect(new IpEndpoint(InterfaceHarness.Peer6, PeerPort), _t.Now)!;
        _t.Out();
    }

    public void Dispose()
    {
        _t.Dispose();
        _tcp.Dispose();
    }

    [Theory]
    [InlineData(1400, 1400)]
    [InlineData(1280, 1280)]
    [InlineData(600, 1280)]
    [InlineData(9000, 1500)]
    [InlineData(uint.MaxValue, 1500)]
    public void PacketTooBig_ForWhatIsInFlight_ShrinksTheConnectionAndTheNext(uint mtu, int expected)
    {
        Error(Icmpv6Type.PacketTooBig, 0, mtu, _connection.Sender.InitialSequence);
        Assert.Equal(expected, _connection.PathMtu);
        Assert.Equal(expected, _tcp.Connect(new IpEndpoint(InterfaceHarness.Peer6, 1), _t.Now)!.PathMtu);
    }

    [Fact]
    public void PacketTooBig_Learnt_IsForgottenAfterTenMinutes()
    {
        Error(Icmpv6Type.PacketTooBig, 0, 1400, _connection.Sender.InitialSequence);
        _t.Now += 600_000_000;
        Assert.Equal(1500, _tcp.Connect(new IpEndpoint(InterfaceHarness.Peer6, 1), _t.Now)!.PathMtu);
    }

    [Fact]
    public void PacketTooBig_ForWhatIsNotInFlight_IsNotBelieved()
    {
        Error(Icmpv6Type.PacketTooBig, 0, 1400, _connection.Sender.InitialSequence + 1);
        Assert.Equal(1500, _connection.PathMtu);
    }

    [Theory]
    [InlineData(Icmpv6Packet.PortUnreachable, true)]
    [InlineData(0, false)]
    public void Unreachable_WhileConnecting_EndsTheAttemptIfThePortIsClosed(byte code, bool ends)
    {
        Error(Icmpv6Type.Unreachable, code, 0, _connection.Sender.InitialSequence);
        Assert.Equal(ends ? TcpState.Closed : TcpState.SynSent, _connection.State);
    }

    private void Error(Icmpv6Type type, byte code, uint rest, SeqNumber sequence)
    {
        var message = new byte[Icmpv6Packet.HeaderLength + Ipv6Header.Length + 20];
        var quoted = message.AsSpan(Icmpv6Packet.HeaderLength);
        new Ipv6Header(InterfaceHarness.Own6, InterfaceHarness.Peer6, IpProtocol.Tcp, 1000).Write(quoted);
        new TcpHeader(_connection.Local.Port, PeerPort, sequence, default, TcpFlags.Syn, 0).Write(quoted[Ipv6Header.Length..], 0);
        Icmpv6Packet.Write(message, type, code, rest, Checksum.PseudoHeader(InterfaceHarness.Peer6, InterfaceHarness.Own6, 58));
        _t.In(_t.V6(IpProtocol.Icmpv6, message, InterfaceHarness.Own6));
    }
}
