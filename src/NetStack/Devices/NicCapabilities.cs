using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices;

/// <summary>What a queue's port is and can do. Fixed for the life of the queue.</summary>
/// <param name="Mac">Station address of the port.</param>
/// <param name="Mtu">Largest IP packet, link header not included.</param>
/// <param name="ReceiveChecksums">True if received packets carry the port's verdict in <see cref="PacketBuffer.Flags"/>.</param>
/// <param name="TransmitChecksums">True if the port fills in IPv4 and TCP checksums on request.</param>
/// <param name="BufferCount">Packets in the pool behind the queue; the stack holds back only a share of them.</param>
public sealed record NicCapabilities(
    MacAddress Mac, int Mtu = 1500, bool ReceiveChecksums = false, bool TransmitChecksums = false, int BufferCount = 8192);
