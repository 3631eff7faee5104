namespace MtcpRedis.Core.Hashing;

/// <summary>
/// Which shard holds which hash slot: every shard has one contiguous range, and the ranges differ in length by at most one.
/// </summary>
public sealed class ShardMap
{
    /// <summary>Divides the slots among shards.</summary>
    /// <param name="shards">Number of shards, 1 to <see cref="HashSlot.Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public ShardMap(int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shards, HashSlot.Count);
        ShardCount = shards;
    }

    /// <summary>Number of shards.</summary>
    public int ShardCount { get; }

    /// <summary>The shard of a key.</summary>
    public int ShardOf(ReadOnlySpan<byte> key) => ShardCount == 1 ? 0 : ShardOfSlot(HashSlot.Of(key));

    /// <summary>The shard of a slot.</summary>
    /// <param name="slot">0 to 16383.</param>
    public int ShardOfSlot(int slot) => slot * ShardCount / HashSlot.Count;

    /// <summary>The first slot of a shard; its last one is before the first slot of the next shard.</summary>
    /// <param name="shard">0 to <see cref="ShardCount"/>, which gives the end of the last range.</param>
    public int FirstSlotOf(int shard) => ((shard * HashSlot.Count) + ShardCount - 1) / ShardCount;
}
