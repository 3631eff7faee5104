using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Somebody else uses one of our addresses (RFC 5227, RFC 4862).</summary>
/// <param name="Address">The address.</param>
/// <param name="Station">Who claims it.</param>
public sealed record AddressConflict(IpAddress Address, MacAddress Station);
