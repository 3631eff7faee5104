using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Tests.Commands;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Shards;

public sealed class LazyFreeTests
{
    private const int Keys = 20_000;

    [Fact]
    public void FlushAsync_ManyKeys_AreFreedInSlicesDownToTheBaseline()
    {
        using CommandHarness h = Filled(out long baseline);
        KeyspaceShard shard = h.Keyspace.Shards[0];
        Assert.Equal("+OK\r\n", h.RunLine("FLUSHALL ASYNC"));
        Assert.Equal(":0\r\n", h.RunLine("DBSIZE"));
        Assert.Equal(Keys, shard.LazyFree.PendingObjects);
        Assert.True(h.Keyspace.UsedBytes > baseline);
        int slices = 0;
        for (long pending = Keys; pending > 0; slices++)
        {
            shard.DoBackgroundWork(h.Now);
            Assert.InRange(shard.LazyFree.PendingObjects, 0, pending - 1);
            pending = shard.LazyFree.PendingObjects;
        }
        Assert.True(slices > 2, "one slice freed too much at once");
        Assert.Equal(baseline, h.Keyspace.UsedBytes);
        Assert.Equal(Keys, shard.Statistics.LazyFreed);
    }

    [Fact]
    public void FlushSync_BehindFlushAsync_FreesEverythingAtOnce()
    {
        using CommandHarness h = Filled(out long baseline);
        h.RunLine("FLUSHALL ASYNC");
        h.RunLine("SET another 1");
        Assert.Equal("+OK\r\n", h.RunLine("FLUSHALL SYNC"));
        Assert.Equal(baseline, h.Keyspace.UsedBytes);
        Assert.Equal(0, h.Keyspace.Shards[0].LazyFree.PendingObjects);
    }

    [Fact]
    public void FlushAsync_NewKeysOfTheSameNames_AreNotTouched()
    {
        using CommandHarness h = Filled(out _);
        h.RunLine("FLUSHDB ASYNC");
        for (int i = 0; i < Keys; i++)
            h.Run("SET", $"key{i}", $"new{i}");
        while (!h.Keyspace.Shards[0].LazyFree.IsEmpty)
            h.Keyspace.Shards[0].DoBackgroundWork(h.Now);
        Assert.Equal($":{Keys}\r\n", h.RunLine("DBSIZE"));
        Assert.Equal("$6\r\nnew123\r\n", h.RunLine("GET key123"));
    }

    [Fact]
    public void FlushSetting_WithoutOption_Decides()
    {
        using CommandHarness h = Filled(out _);
        h.Settings = h.Settings with { LazyFreeLazyUserFlush = true };
        h.RunLine("FLUSHALL");
        Assert.Equal(Keys, h.Keyspace.Shards[0].LazyFree.PendingObjects);
    }

    [Theory]
    [InlineData("SADD")]
    [InlineData("HSET")]
    [InlineData("ZADD")]
    [InlineData("RPUSH")]
    public void Unlink_ManyElements_AreFreedInSlices(string command)
    {
        using var h = new CommandHarness(settings: Settings.KeyspaceSettings.Default with { ListMaxListpackSize = 1 });
        long baseline = h.Keyspace.UsedBytes;
        KeyspaceShard shard = h.Keyspace.Shards[0];
        for (int i = 0; i < Keys; i++)
            h.Run(command is "HSET" or "ZADD" ? [command, "k", $"{i}", $"element:{i}"] : [command, "k", $"element:{i}"]);
        Assert.Equal(":1\r\n", h.RunLine("UNLINK k"));
        Assert.Equal(1, shard.LazyFree.PendingObjects);
        int slices = 0;
        for (long used = h.Keyspace.UsedBytes; shard.LazyFree.PendingObjects > 0; slices++, used = h.Keyspace.UsedBytes)
        {
            shard.DoBackgroundWork(h.Now);
            Assert.InRange(h.Keyspace.UsedBytes, baseline, used - 1);
        }
        Assert.True(slices > 2, "one slice freed too much at once");
        Assert.Equal(baseline, h.Keyspace.UsedBytes);
    }

    [Fact]
    public void Clear_WhileAValueIsHalfFreed_ReturnsToTheBaseline()
    {
        using var h = new CommandHarness();
        long baseline = h.Keyspace.UsedBytes;
        for (int i = 0; i < Keys; i++)
            h.Run("SADD", "k", $"element:{i}");
        h.RunLine("UNLINK k");
        h.Keyspace.Shards[0].DoBackgroundWork(h.Now);
        Assert.Equal(1, h.Keyspace.Shards[0].LazyFree.PendingObjects);
        h.RunLine("FLUSHALL SYNC");
        Assert.Equal(baseline, h.Keyspace.UsedBytes);
    }

    private static CommandHarness Filled(out long baseline)
    {
        var h = new CommandHarness();
        baseline = h.Keyspace.UsedBytes;
        for (int i = 0; i < Keys; i++)
            h.Run("SET", $"key{i}", "some value", "EX", i % 2 == 0 ? "100" : "1000000");
        return h;
    }
}
