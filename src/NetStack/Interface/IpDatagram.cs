using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>A received IP datagram on its way to a protocol above.</summary>
internal readonly ref struct IpDatagram(
    IpAddress source, IpAddress destination, ReadOnlySpan<byte> payload, uint pseudoHeader, bool checksumKnownGood)
{
    internal readonly IpAddress Source = source;
    internal readonly IpAddress Destination = destination;
    internal readonly ReadOnlySpan<byte> Payload = payload;

    /// <summary>Running checksum over the pseudo header without the length.</summary>
    internal readonly uint PseudoHeader = pseudoHeader;

    /// <summary>True if the transport checksum need not be verified.</summary>
    internal readonly bool ChecksumKnownGood = checksumKnownGood;
}
