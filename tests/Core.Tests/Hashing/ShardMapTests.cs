using MtcpRedis.Core.Hashing;
using Xunit;

namespace MtcpRedis.Core.Tests.Hashing;

public sealed class ShardMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(16384)]
    public void ShardMap_AllSlots_FormOneContiguousRangePerShard(int shards)
    {
        var map = new ShardMap(shards);
        Assert.Equal(0, map.FirstSlotOf(0));
        Assert.Equal(HashSlot.Count, map.FirstSlotOf(shards));
        for (int shard = 0; shard < shards; shard++)
        {
            int length = map.FirstSlotOf(shard + 1) - map.FirstSlotOf(shard);
            Assert.InRange(length, HashSlot.Count / shards, (HashSlot.Count / shards) + 1);
            Assert.Equal(shard, map.ShardOfSlot(map.FirstSlotOf(shard)));
            Assert.Equal(shard, map.ShardOfSlot(map.FirstSlotOf(shard + 1) - 1));
        }
    }

    [Fact]
    public void ShardMap_KeysWithOneTag_ShareAShard()
    {
        var map = new ShardMap(48);
        Assert.Equal(map.ShardOf("{tag}a"u8), map.ShardOf("b{tag}"u8));
        Assert.Equal(map.ShardOfSlot(HashSlot.Of("key"u8)), map.ShardOf("key"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(16385)]
    public void ShardMap_ImpossibleCount_IsRefused(int shards) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShardMap(shards));
}
