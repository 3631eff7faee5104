using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.Fuzz.Frames;

/// <summary>
/// The node of <see cref="FrameCorpus"/> in memory and in virtual time: an echo service behind the whole stack. What it sends is looked at by
/// <see cref="Sent"/>; questions for the address of <see cref="FrameCorpus.Sender"/> are answered, others are not.
/// </summary>
internal sealed class StackHarness : IDisposable
{
    private const ushort ServicePort = 6379;
    private const long Step = 20;
    private static readonly Ipv4Address s_sender = Ipv4Address.Parse("10.99.200.7");

    private readonly InMemoryNicPair _pair = new(buffers: 2048);
    private readonly UserSpaceTransport _transport;
    private readonly PacketBuffer[] _burst = new PacketBuffer[64];
    private long _now = 1_000_000;

    public StackHarness()
    {
        var node4 = Ipv4Address.Parse("10.99.0.1");
        var node6 = Ipv6Address.Parse("fd99::1");
        _transport = new UserSpaceTransport(_pair.A, new UserSpaceTransportOptions
        {
            Interface = new NetInterfaceOptions { Addresses = [new(node4, 16), new(node6, 64)], MaxNeighbours = 64 },
            Tcp = new() { MaxConnections = 512, MaxBufferMemory = 4 << 20 },
            Listen = [new(Ipv4Address.Any, ServicePort), new(Ipv6Address.Any, ServicePort)],
            Backlog = 32,
        });
        Service.Transport = _transport;
    }

    public EchoService Service { get; } = new();

    public UserSpaceTransport Transport => _transport;

    /// <summary>Sees every frame that the node sends.</summary>
    public Action<byte[]> Sent { get; set; } = static _ => { };

    public MacAddress NodeMac => _pair.A.Capabilities.Mac;

    /// <summary>Packets that nobody holds.</summary>
    public int FreePackets => _pair.Pool.Available;

    public int AllPackets => _pair.Pool.Count;

    /// <summary>Gives the node a frame; the station of the corpus is replaced by its own.</summary>
    public void Give(ReadOnlySpan<byte> frame)
    {
        if (!_pair.B.TryAllocate(out var packet))
        {
            Assert.Fail($"packets are lost: {FreePackets} of {AllPackets} are free");
        }

        packet.Length = Math.Min(frame.Length, packet.Room.Length);
        frame[..packet.Length].CopyTo(packet.Bytes);
        if (packet.Bytes.StartsWith(FrameCorpus.Node))
        {
            NodeMac.Write(packet.Bytes);
        }

        Assert.Equal(1, _pair.B.TransmitBurst([packet]));
        Turn(Step);
    }

    /// <summary>Lets time pass and the node work.</summary>
    public void Turn(long microseconds)
    {
        _now += microseconds;
        _transport.PollOnce(_now, Service, out _);
        _transport.Interface.PollEgress(_now);
        int count;
        while ((count = _pair.B.ReceiveBurst(_burst)) > 0)
        {
            var frames = _burst[..count].Select(p => p.Bytes.ToArray()).ToArray();
            _pair.B.Free(_burst.AsSpan(0, count));
            foreach (var frame in frames)
            {
                Assert.InRange(frame.Length, 14, 1518);
                AnswerArp(frame);
                Sent(frame);
            }
        }
    }

    public void Dispose()
    {
        _transport.Dispose();
        _pair.Dispose();
    }

    private void AnswerArp(byte[] frame)
    {
        if (!EthernetFrame.TryParse(frame, out var link) || link.Type != EtherType.Arp || !ArpPacket.TryParse(link.Payload, out var arp)
            || arp.Operation != ArpOperation.Request || arp.TargetIp != s_sender)
        {
            return;
        }

        var sender = MacAddress.Read(FrameCorpus.Sender);
        var reply = new byte[EthernetHeader.UntaggedLength + ArpPacket.Length];
        new EthernetHeader(NodeMac, sender, EtherType.Arp).Write(reply);
        new ArpPacket(ArpOperation.Reply, sender, arp.TargetIp, arp.SenderMac, arp.SenderIp).Write(reply.AsSpan(EthernetHeader.UntaggedLength));
        Give(reply);
    }
}
