using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Interface;

/// <summary>An interface with 10.0.0.1/24 and fd00::1/64, and raw frames on the other end of its wire.</summary>
internal sealed class InterfaceHarness : IDisposable
{
    internal static readonly Ipv4Address Own = Ipv4Address.Parse("10.0.0.1"), Peer = Ipv4Address.Parse("10.0.0.2");
    internal static readonly Ipv6Address Own6 = Ipv6Address.Parse("fd00::1"), Peer6 = Ipv6Address.Parse("fd00::2");
    internal static readonly MacAddress PeerMac = new(0x02_00_00_00_00_0B);
    private readonly InMemoryNicPair _pair = new(buffers: 256);

    internal InterfaceHarness(Func<NetInterfaceOptions, NetInterfaceOptions>? change = null)
    {
        var options = new NetInterfaceOptions { Addresses = [new(Own, 24), new(Own6, 64)], Gateway4 = Ipv4Address.Parse("10.0.0.254") };
        Net = new NetInterface(_pair.A, change?.Invoke(options) ?? options);
    }

    internal NetInterface Net { get; }

    internal long Now { get; set; }

    internal InMemoryNicPair Pair => _pair;

    internal void In(ReadOnlySpan<byte> frame)
    {
        Assert.True(_pair.B.TryAllocate(out var packet));
        packet.Length = frame.Length;
        frame.CopyTo(packet.Bytes);
        _pair.B.TransmitBurst([packet]);
        Net.PollIngress(Now);
    }

    internal byte[][] Out()
    {
        Net.PollEgress(Now);
        var frames = new List<byte[]>();
        var burst = new PacketBuffer[64];
        for (int n; (n = _pair.B.ReceiveBurst(burst)) > 0;)
        {
            frames.AddRange(burst[..n].Select(p => p.Bytes.ToArray()));
            _pair.B.Free(burst.AsSpan(0, n));
        }
        return [.. frames];
    }

    /// <summary>Lets the announcements of the start pass.</summary>
    internal InterfaceHarness Settled()
    {
        Out();
        Now += 3_000_000;
        Out();
        return this;
    }

    internal byte[] Arp(ArpOperation operation, MacAddress senderMac, Ipv4Address sender, Ipv4Address target)
    {
        var frame = new byte[42];
        new EthernetHeader(operation == ArpOperation.Request ? MacAddress.Broadcast : Net.Mac, senderMac, EtherType.Arp).Write(frame);
        new ArpPacket(operation, senderMac, sender, default, target).Write(frame.AsSpan(14));
        return frame;
    }

    internal byte[] V4(IpProtocol protocol, ReadOnlySpan<byte> payload, Ipv4Address? to = null, int offset = 0, bool more = false)
    {
        var frame = new byte[34 + payload.Length];
        new EthernetHeader(Net.Mac, PeerMac, EtherType.Ipv4).Write(frame);
        new Ipv4Header(Peer, to ?? Own, protocol, payload.Length, 77, DontFragment: false, more, offset).Write(frame.AsSpan(14));
        payload.CopyTo(frame.AsSpan(34));
        return frame;
    }

    internal byte[] V6(IpProtocol protocol, ReadOnlySpan<byte> payload, Ipv6Address to, MacAddress? mac = null, byte hops = 255)
    {
        var frame = new byte[54 + payload.Length];
        new EthernetHeader(mac ?? Net.Mac, PeerMac, EtherType.Ipv6).Write(frame);
        new Ipv6Header(Peer6, to, protocol, payload.Length, hops).Write(frame.AsSpan(14));
        payload.CopyTo(frame.AsSpan(54));
        return frame;
    }

    internal static byte[] Echo(int size)
    {
        var message = new byte[8 + size];
        for (var i = 0; i < size; i++)
            message[8 + i] = (byte)(i * 7);
        IcmpPacket.Write(message, IcmpType.EchoRequest, 0, 0x12345678);
        return message;
    }

    public void Dispose()
    {
        Net.Dispose();
        var burst = new PacketBuffer[64];
        for (int n; (n = _pair.B.ReceiveBurst(burst)) > 0;)
            _pair.B.Free(burst.AsSpan(0, n));
        Assert.Equal(_pair.Pool.Count, _pair.Pool.Available);
        _pair.Dispose();
    }
}
