namespace MtcpRedis.NetStack.Interface;

/// <summary>What is known about a neighbour (RFC 4861 section 7.3.2; the same states serve ARP).</summary>
internal enum NeighbourState : byte
{
    /// <summary>Asked for, no answer yet; packets wait.</summary>
    Incomplete,

    /// <summary>Answered recently.</summary>
    Reachable,

    /// <summary>Answered long ago; the address is used, and the first use asks again.</summary>
    Stale,

    /// <summary>Being asked again while the old address is used.</summary>
    Probe,

    /// <summary>Did not answer; packets are dropped until the next try.</summary>
    Failed,
}
