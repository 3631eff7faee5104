using System.Text;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>
/// One stack whose peer is the test: segments go in by hand, and what comes out is compared as text. Time moves only when the test says so.
/// </summary>
internal sealed unsafe class TcpHarness : IDisposable
{
    internal const ushort ServerPort = 6379;
    internal const ushort PeerPort = 40000;
    internal static readonly SeqNumber PeerIsn = new(0xFFFFFF00);
    internal static readonly Ipv4Address Own = Ipv4Address.Parse("10.0.0.1");
    internal static readonly Ipv4Address Peer = Ipv4Address.Parse("10.0.0.2");
    private static readonly MacAddress PeerMac = new(0x02_00_00_00_00_0B);
    private readonly InMemoryNicPair _pair = new(buffers: 512);
    private readonly PacketBuffer[] _burst = new PacketBuffer[64];
    private readonly byte[] _scratch = new byte[65536];
    private ushort _ownPort = ServerPort;

    internal TcpHarness(TcpStackOptions? options = null, bool learnPeer = true)
    {
        Port = new StuckQueue(_pair.A);
        Net = new NetInterface(Port, new NetInterfaceOptions { Addresses = [new(Own, 24)], NeighbourReachableTime = 1L << 50 });
        Tcp = new TcpStack(Net, options ?? Plain);
        if (learnPeer)
            SendArp(ArpOperation.Reply);
        Net.PollEgress(Now);
        SendArp(ArpOperation.Request);
        if (learnPeer)
        {
            Net.PollIngress(Now);
            Net.Neighbours.Confirm(Net.Neighbours.Find(Peer)!, PeerMac, Now);
        }
        DrainFrames();
    }

    /// <summary>Without timestamps and scaling, so that expectations are short.</summary>
    internal static TcpStackOptions Plain => new() { Timestamps = false, WindowScaling = false, MaxReceiveBuffer = 60000 };

    internal long Now { get; private set; } = 1_000_000;

    internal NetInterface Net { get; }

    internal StuckQueue Port { get; }

    internal TcpStack Tcp { get; }

    internal TcpListener Listener { get; private set; } = null!;

    internal SeqNumber Iss { get; private set; }

    internal TcpEvents Events { get; private set; }

    internal PacketPool Pool => _pair.Pool;

    internal TcpListener Listen(int backlog = 16) => Listener = Tcp.Listen(default(Ipv4Address), ServerPort, backlog);

    /// <summary>Passive open, accepted.</summary>
    internal TcpConnection Established(ushort mss = 1000, bool sack = false)
    {
        Listen();
        In(new PeerSegment("S", 0, 0).With(mss, sackPermitted: sack));
        Assert.Single(Out());
        In(new PeerSegment("A"));
        Assert.Empty(Out());
        Assert.True(Listener.TryAccept(out var connection));
        return connection;
    }

    internal TcpConnection Connect()
    {
        var connection = Tcp.Connect(new IpEndpoint(Peer, PeerPort), Now)!;
        _ownPort = connection.Local.Port;
        return connection;
    }

    /// <summary>The peer's segment arrives.</summary>
    internal void In(PeerSegment segment, ushort? fromPort = null)
    {
        var payload = Encoding.Latin1.GetBytes(segment.Data);
        Assert.True(_pair.B.TryAllocate(out var packet));
        var tcpLength = 20 + segment.Options.Length + payload.Length;
        packet.Length = 34 + tcpLength;
        new EthernetHeader(Net.Mac, PeerMac, EtherType.Ipv4).Write(packet.Bytes);
        new Ipv4Header(Peer, Own, IpProtocol.Tcp, tcpLength).Write(packet.Bytes[14..]);
        var tcp = packet.Bytes[34..];
        new TcpHeader(fromPort ?? PeerPort, _ownPort, PeerIsn + segment.Seq, Iss + segment.Ack, segment.Bits, segment.Window)
            .Write(tcp, segment.Options.Length);
        var options = segment.Options;
        for (var i = 0; i < options.SackCount; i++)
            options.Sack[i] = new(Iss + options.Sack[i].Left.Value, Iss + options.Sack[i].Right.Value);
        options.Write(tcp[20..]);
        payload.CopyTo(tcp[(20 + segment.Options.Length)..]);
        var sum = Checksum.Add(Checksum.Add(Checksum.PseudoHeader(Peer, Own, 6), (ushort)tcpLength), tcp);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum.Finish(sum));
        Deliver(packet);
    }

    internal void Deliver(PacketBuffer packet)
    {
        Assert.Equal(1, _pair.B.TransmitBurst([packet]));
        while (Net.PollIngress(Now) > 0)
        {
        }
        while (Tcp.TryTakeReady(out _, out var events))
            Events |= events;
    }

    internal bool TryAllocate(out PacketBuffer packet) => _pair.B.TryAllocate(out packet);

    /// <summary>Ends the turn and returns the segments that leave.</summary>
    internal string[] Out()
    {
        Net.PollEgress(Now);
        while (Tcp.TryTakeReady(out _, out var events))
            Events |= events;
        return DrainFrames();
    }

    /// <summary>Ends the turn and checks exactly what leaves.</summary>
    internal void Expect(params string[] segments) => Assert.Equal(segments, Out());

    /// <summary>Lets time pass without a turn.</summary>
    internal void Advance(long microseconds) => Now += microseconds;

    /// <summary>Lets time pass, stopping at every deadline as a poll loop would, and returns what left meanwhile.</summary>
    internal string[] After(long microseconds)
    {
        var end = Now + microseconds;
        var all = new List<string>();
        while (Net.NextDeadline <= end)
        {
            Now = Math.Max(Now + 1, Net.NextDeadline);
            all.AddRange(Out());
        }
        Now = end;
        all.AddRange(Out());
        return [.. all];
    }

    internal string Read(TcpConnection connection)
    {
        var text = new StringBuilder();
        fixed (byte* buffer = _scratch)
        {
            int count;
            while ((count = connection.Receive(buffer, _scratch.Length, out var data)) > 0)
                text.Append(Encoding.Latin1.GetString(data, count));
            if (count != 0)
                text.Append(count == TcpConnection.EndOfStream ? "<end>" : "<failed>");
        }
        return text.ToString();
    }

    internal int Write(TcpConnection connection, string text) => connection.Send(Encoding.Latin1.GetBytes(text));

    /// <summary>Nothing is left of any connection: memory, packets, table.</summary>
    internal void ExpectNothingLeft()
    {
        Assert.Equal((0, 0L, 0), (Tcp.ConnectionCount, Tcp.BufferBytes, Tcp.HeldPackets));
        Assert.Equal(Pool.Count, Pool.Available);
    }

    public void Dispose()
    {
        Net.Dispose();
        Tcp.Dispose();
        DrainFrames();
        Assert.Equal(Pool.Count, Pool.Available);
        _pair.Dispose();
    }

    private string[] DrainFrames()
    {
        var segments = new List<string>();
        int n;
        while ((n = _pair.B.ReceiveBurst(_burst)) > 0)
        {
            for (var i = 0; i < n; i++)
            {
                if (EthernetFrame.TryParse(_burst[i].Bytes, out var frame) && frame.Type == EtherType.Ipv4 && Ipv4Packet.TryParse(frame.Payload, out var ip) && ip.Protocol == IpProtocol.Tcp)
                    segments.Add(Describe(ip));
            }
            _pair.B.Free(_burst.AsSpan(0, n));
        }
        return [.. segments];
    }

    private string Describe(in Ipv4Packet ip)
    {
        Assert.True(ip.HasValidChecksum);
        Assert.True(TcpSegment.TryParse(ip.Payload, out var segment));
        Assert.True(segment.HasValidChecksum(Checksum.PseudoHeader(ip.Source, ip.Destination, 6)));
        if ((segment.Flags & TcpFlags.Syn) != 0)
            Iss = segment.Sequence;
        return PeerSegment.Describe(segment, Iss, PeerIsn);
    }

    private void SendArp(ArpOperation operation)
    {
        Assert.True(_pair.B.TryAllocate(out var packet));
        packet.Length = 42;
        new EthernetHeader(Net.Mac, PeerMac, EtherType.Arp).Write(packet.Bytes);
        new ArpPacket(operation, PeerMac, Peer, Net.Mac, Own).Write(packet.Bytes[14..]);
        _pair.B.TransmitBurst([packet]);
        Net.PollIngress(Now);
    }
}
