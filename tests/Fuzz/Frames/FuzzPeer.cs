using System.Buffers.Binary;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.Fuzz.Frames;

/// <summary>
/// The other end of one connection to a <see cref="StackHarness"/>. It opens it properly and then sends segments that are nearly right: sequence numbers
/// around the true ones, any flags, odd options and lengths.
/// </summary>
internal sealed class FuzzPeer
{
    private const ushort ServicePort = 6379;

    private static readonly TcpFlags[] s_flags =
    [
        TcpFlags.Ack, TcpFlags.Ack | TcpFlags.Psh, TcpFlags.Ack | TcpFlags.Fin, TcpFlags.Fin, TcpFlags.Rst, TcpFlags.Rst | TcpFlags.Ack, TcpFlags.Syn,
        TcpFlags.Syn | TcpFlags.Ack, TcpFlags.Syn | TcpFlags.Fin, TcpFlags.None, TcpFlags.Ack | TcpFlags.Urg, (TcpFlags)0xFF,
    ];

    private readonly StackHarness _node;
    private readonly Random _random;
    private readonly Ipv4Address _own = Ipv4Address.Parse("10.99.200.7");
    private readonly Ipv4Address _other = Ipv4Address.Parse("10.99.0.1");
    private readonly ushort _port;
    private SeqNumber _next;

    public FuzzPeer(StackHarness node, Random random)
    {
        (_node, _random) = (node, random);
        _port = (ushort)random.Next(1024, 65536);
        _next = new((uint)random.NextInt64(1L << 32));
        node.Sent = Look;
    }

    /// <summary>The next byte expected from the node; what it last acknowledged.</summary>
    public SeqNumber Expected { get; private set; }

    public SeqNumber Acknowledged { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>SYN, and the ACK of the answer.</summary>
    public void Open()
    {
        Send(_next, default, TcpFlags.Syn, [2, 4, 5, 0xB4, 4, 2, 1, 1], []);
        for (var i = 0; i < 3 && !IsOpen; i++)
        {
            _node.Turn(1000);
        }

        if (IsOpen)
        {
            _next += 1;
            Send(_next, Expected, TcpFlags.Ack, [], []);
        }
    }

    /// <summary>Data as it should be; true if the node echoes it.</summary>
    public bool Echoes(ReadOnlySpan<byte> payload)
    {
        var before = Expected;
        Send(_next, Expected, TcpFlags.Ack | TcpFlags.Psh, [], payload);
        _next += payload.Length;
        for (var i = 0; i < 50 && Expected - before < payload.Length; i++)
        {
            _node.Turn(1000);
        }

        return Expected - before == payload.Length;
    }

    /// <summary>A segment that is nearly right.</summary>
    public void SendOdd()
    {
        var flags = _random.Next(3) == 0 ? (TcpFlags)_random.Next(256) : s_flags[_random.Next(s_flags.Length)];
        // Resets and handshakes in the window end the connection at once; most are aimed beside it.
        var spread = (flags & (TcpFlags.Rst | TcpFlags.Syn)) != 0 && _random.Next(8) > 0 ? 1 << 30 : 1 << _random.Next(1, 20);
        var payload = new byte[_random.Next(3) == 0 ? _random.Next(1400) : _random.Next(8)];
        Send(_next + _random.Next(-spread, spread), Expected + _random.Next(-spread, spread), flags, Options(), payload);
        if (_random.Next(4) == 0)
        {
            // Now and then a right one, so that the connection moves on.
            Send(_next, Expected, TcpFlags.Ack, [], payload);
            _next = Acknowledged;
        }
    }

    private byte[] Options()
    {
        var options = new byte[_random.Next(4) == 0 ? _random.Next(11) * 4 : 0];
        _random.NextBytes(options);
        if (options.Length >= 12 && _random.Next(2) == 0)
        {
            // SACK blocks near what the node has sent.
            (options[0], options[1], options[2], options[3]) = (1, 1, 5, 10);
            BinaryPrimitives.WriteUInt32BigEndian(options.AsSpan(4), (Acknowledged + _random.Next(-3000, 3000)).Value);
            BinaryPrimitives.WriteUInt32BigEndian(options.AsSpan(8), (Expected + _random.Next(-3000, 3000)).Value);
        }

        return options;
    }

    private void Send(SeqNumber sequence, SeqNumber acknowledgment, TcpFlags flags, byte[] options, ReadOnlySpan<byte> payload)
    {
        var length = TcpHeader.MinLength + options.Length + payload.Length;
        var frame = new byte[EthernetHeader.UntaggedLength + Ipv4Header.MinLength + length];
        new EthernetHeader(_node.NodeMac, MacAddress.Read(FrameCorpus.Sender), EtherType.Ipv4).Write(frame);
        new Ipv4Header(_own, _other, IpProtocol.Tcp, length).Write(frame.AsSpan(EthernetHeader.UntaggedLength));
        var segment = frame.AsSpan(EthernetHeader.UntaggedLength + Ipv4Header.MinLength);
        new TcpHeader(_port, ServicePort, sequence, acknowledgment, flags, 60_000).Write(segment, options.Length);
        options.CopyTo(segment[TcpHeader.MinLength..]);
        payload.CopyTo(segment[(TcpHeader.MinLength + options.Length)..]);
        var sum = Checksum.Add(Checksum.PseudoHeader(_own, _other, (byte)IpProtocol.Tcp), (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(segment[TcpHeader.ChecksumOffset..], Checksum.Finish(Checksum.Add(sum, segment)));
        _node.Give(frame);
    }

    /// <summary>Follows what the node says to this peer.</summary>
    private void Look(byte[] frame)
    {
        if (!EthernetFrame.TryParse(frame, out var link) || link.Type != EtherType.Ipv4 || !Ipv4Packet.TryParse(link.Payload, out var ip)
            || ip.Protocol != IpProtocol.Tcp || ip.Destination != _own || !TcpSegment.TryParse(ip.Payload, out var segment)
            || segment.DestinationPort != _port || (segment.Flags & TcpFlags.Rst) != 0)
        {
            return;
        }

        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            IsOpen = true;
            Expected = segment.Sequence + 1;
        }

        Acknowledged = segment.Acknowledgment;
        if (segment.Sequence == Expected)
        {
            Expected += (int)segment.SequenceLength;
        }
    }
}
