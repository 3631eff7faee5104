using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// One host on the link. Connections keep a reference to their next hop, so that a packet costs no look-up; an entry that is thrown out of the
/// cache is marked <see cref="Evicted"/> and its users look it up anew.
/// </summary>
internal sealed class Neighbour(IpAddress address)
{
    internal readonly IpAddress Address = address;
    internal MacAddress Mac;
    internal NeighbourState State;
    internal bool Evicted;
    internal byte Tries;
    internal long Deadline = long.MaxValue;
    internal long LastUsed;

    /// <summary>Packets that wait for the address.</summary>
    internal PendingQueue Pending;

    /// <summary>True if packets can be sent to <see cref="Mac"/> now.</summary>
    internal bool HasMac => State is NeighbourState.Reachable or NeighbourState.Stale or NeighbourState.Probe;
}
