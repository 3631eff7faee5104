using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>What the interface tells the protocol above it; TCP implements it. It keeps the arrow from Tcp to Interface one way.</summary>
internal interface ITransportProtocol
{
    /// <summary>A segment for one of our addresses.</summary>
    /// <param name="datagram">The datagram; its payload lies in <paramref name="packet"/>, or in reassembly memory that is soon reused.</param>
    /// <param name="packet">The frame, or empty. The protocol may keep it by <see cref="PacketBuffer.Take"/>.</param>
    /// <param name="now">Microseconds.</param>
    void OnDatagram(in IpDatagram datagram, ref PacketBuffer packet, long now);

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
