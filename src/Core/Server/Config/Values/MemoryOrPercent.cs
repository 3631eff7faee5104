namespace MtcpRedis.Server.Config.Values;

/// <summary>An amount of memory, absolute or as a share of <c>maxmemory</c>.</summary>
/// <param name="Bytes">The amount in bytes; 0 when <paramref name="Percent"/> is given, and as "no limit".</param>
/// <param name="Percent">The share, 1 to 100; 0 when the amount is absolute.</param>
public readonly record struct MemoryOrPercent(long Bytes, int Percent)
{
    /// <summary>The amount in bytes.</summary>
    /// <param name="whole">What 100 % are, in bytes; 0 where there is no limit to take a share of.</param>
    public long Of(long whole) => Percent == 0 ? Bytes : (long)((Int128)whole * Percent / 100);
}
