using System.Buffers.Binary;
using MtcpRedis.Fuzz.Frames;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.Network.Hostile;

/// <summary>A TCP segment without data from anybody to the node, as a whole frame.</summary>
/// <param name="Source">Who claims to send it.</param>
/// <param name="SourcePort">From which port.</param>
/// <param name="Port">To which port of the node.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Flags">Its control bits.</param>
internal readonly record struct TcpFrame(Ipv4Address Source, ushort SourcePort, ushort Port, uint Sequence, TcpFlags Flags)
{
    private static readonly Ipv4Address s_node = Ipv4Address.Parse("10.99.0.1");

    /// <summary>Largest segment 1460, as a SYN says.</summary>
    private static ReadOnlySpan<byte> Options => [2, 4, 5, 0xB4];

    public const int Length = EthernetHeader.UntaggedLength + Ipv4Header.MinLength + TcpHeader.MinLength + 4;

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> to, MacAddress station)
    {
        new EthernetHeader(MacAddress.Read(FrameCorpus.Node), station, EtherType.Ipv4).Write(to);
        new Ipv4Header(Source, s_node, IpProtocol.Tcp, TcpHeader.MinLength + Options.Length).Write(to[EthernetHeader.UntaggedLength..]);
        var segment = to.Slice(EthernetHeader.UntaggedLength + Ipv4Header.MinLength, TcpHeader.MinLength + Options.Length);
        new TcpHeader(SourcePort, Port, new(Sequence), default, Flags, ushort.MaxValue).Write(segment, Options.Length);
        Options.CopyTo(segment[TcpHeader.MinLength..]);
        var sum = Checksum.Add(Checksum.PseudoHeader(Source, s_node, (byte)IpProtocol.Tcp), (ushort)segment.Length);
        BinaryPrimitives.WriteUInt16BigEndian(segment[TcpHeader.ChecksumOffset..], Checksum.Finish(Checksum.Add(sum, segment)));
    }
}
