namespace MtcpRedis.NetStack.Wire;

/// <summary>One block of a SACK option (RFC 2018): the receiver holds [<see cref="Left"/>, <see cref="Right"/>).</summary>
/// <param name="Left">First sequence number held.</param>
/// <param name="Right">Sequence number just after the last one held.</param>
public readonly record struct SackBlock(SeqNumber Left, SeqNumber Right)
{
    /// <summary>Bytes covered.</summary>
    public uint Length => unchecked(Right.Value - Left.Value);
}
