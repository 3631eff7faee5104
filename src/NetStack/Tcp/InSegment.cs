using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>A received segment taken apart, with the packet it lies in.</summary>
internal unsafe ref struct InSegment
{
    internal SeqNumber Sequence;
    internal SeqNumber Acknowledgment;
    internal TcpFlags Flags;
    internal ushort Window;
    internal byte* Payload;
    internal int Length;
    internal ref TcpOptions Options;
    internal ref PacketBuffer Packet;

    internal readonly bool Has(TcpFlags flag) => (Flags & flag) != 0;

    /// <summary>SEG.LEN.</summary>
    internal readonly uint SequenceLength => (uint)Length + ((uint)(Flags & TcpFlags.Syn) >> 1) + (uint)(Flags & TcpFlags.Fin);

    /// <summary>The sequence number after everything in the segment.</summary>
    internal readonly SeqNumber End => Sequence + SequenceLength;
}
