using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Tests.Commands;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Shards;

public sealed class ExpiryCycleTests
{
    [Fact]
    public void BackgroundWork_AllKeysDue_RemovesAllOfThemAndOnlyThem()
    {
        using var h = new CommandHarness();
        for (int i = 0; i < 5000; i++)
        {
            h.Database = i % 3;
            h.Run("SET", $"due{i}", "v", "PX", "100");
            h.Run("SET", $"later{i}", "v", "PX", "1000000");
            h.Run("SET", $"never{i}", "v");
        }
        KeyspaceShard shard = h.Keyspace.Shards[0];
        h.Now += 100;
        for (int tick = 0; shard.Statistics.Expired < 5000; tick++)
        {
            Assert.True(tick < 100_000, "the cycle does not get on");
            h.Now += 100;
            shard.DoBackgroundWork(h.Now);
        }
        Assert.Equal(10_000, shard.Databases.Sum(database => database.Count));
        Assert.Equal(5_000, shard.Databases.Sum(database => database.ExpiringCount));
        Assert.Equal(5_000, shard.Statistics.Expired);
    }

    [Fact]
    public void BackgroundWork_SwitchedOff_LeavesExpiredKeys()
    {
        using var h = new CommandHarness();
        h.Run("SET", "k", "v", "PX", "1");
        KeyspaceShard shard = h.Keyspace.Shards[0];
        shard.ActiveExpire = false;
        h.Now += 10;
        shard.DoBackgroundWork(h.Now);
        Assert.Equal(1, shard.Databases[0].Count);
        shard.ActiveExpire = true;
        h.Notify();
        shard.DoBackgroundWork(h.Now);
        Assert.Equal(0, shard.Databases[0].Count);
        Assert.Equal("expired k", h.TakeEvents());
    }
}
