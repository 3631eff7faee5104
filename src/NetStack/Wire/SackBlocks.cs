using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Wire;

/// <summary>Room for the four SACK blocks that fit into the 40 option bytes of a segment.</summary>
[InlineArray(Capacity)]
public struct SackBlocks
{
    /// <summary>Most blocks one segment can carry (three beside a timestamp).</summary>
    public const int Capacity = 4;

    private SackBlock _first;
}
