using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>What the interface tells the protocol above it; TCP implements it. It keeps the arrow from Tcp to Interface one way.</summary>
internal unsafe interface ITransportProtocol
{
    /// <summary>A segment for one of our addresses.</summary>
    /// <param name="datagram">The datagram; its payload lies in <paramref name="packet"/>, or in reassembly memory that is soon reused.</param>
    /// <param name="packet">The frame, or empty. The protocol may keep it by <see cref="PacketBuffer.Take"/>.</param>
    /// <param name="now">Microseconds.</param>
    void OnDatagram(in IpDatagram datagram, ref PacketBuffer packet, long now);

    /// <summary>
    /// A TCP segment over IPv4 without options is about to be handed up: starts to fetch what finds its connection. The segment is not checked yet.
    /// </summary>
    /// <param name="ip">The IP header, followed by at least 20 bytes.</param>
    /// <returns>The hash for the next call.</returns>
    uint ForeseeFlow(byte* ip);

    /// <summary>A little later, shortly before the segment itself: starts to fetch the connection.</summary>
    /// <param name="hash">From <see cref="ForeseeFlow"/>.</param>
    /// <returns>What the connection is known by in the next call; -1 if there is none.</returns>
    int ForeseeConnection(uint hash);

    /// <summary>Takes a segment if it is what its connection expects next; else nothing has changed, and it is handed up the usual way.</summary>
    /// <param name="ip">The IP header, without options.</param>
    /// <param name="length">Bytes of the segment, at least 20, all of them in the packet.</param>
    /// <param name="id">From <see cref="ForeseeConnection"/>, not -1. It may have become another connection's, or nobody's.</param>
    /// <param name="checksumKnownGood">True if the TCP checksum need not be verified; that of the IP header has been.</param>
    /// <param name="packet">The frame. The protocol may keep it by <see cref="PacketBuffer.Take"/>.</param>
    /// <param name="now">Microseconds.</param>
    bool TryTakeExpected(byte* ip, int length, int id, bool checksumKnownGood, ref PacketBuffer packet, long now);

    /// <summary>ICMP says that a packet of this flow was not delivered.</summary>
    /// <param name="flow">The flow as seen from here.</param>
    /// <param name="sequence">Sequence number of the packet concerned.</param>
    /// <param name="isHard">True for port and protocol unreachable.</param>
    /// <param name="now">Microseconds.</param>
    void OnUnreachable(in FlowKey flow, SeqNumber sequence, bool isHard, long now);

    /// <summary>ICMP says that a packet of this flow was too big.</summary>
    /// <param name="flow">The flow as seen from here.</param>
    /// <param name="sequence">Sequence number of the packet concerned.</param>
    /// <param name="mtu">Largest packet that would have passed.</param>
    /// <param name="now">Microseconds.</param>
    /// <returns>True if the sequence number fits the flow, so that the report can be believed.</returns>
    bool OnPacketTooBig(in FlowKey flow, SeqNumber sequence, int mtu, long now);

    /// <summary>Fires timers and emits packets while the interface has room.</summary>
    void Emit(long now);

    /// <summary>When <see cref="Emit"/> has something to do without further input.</summary>
    long NextDeadline { get; }
}
