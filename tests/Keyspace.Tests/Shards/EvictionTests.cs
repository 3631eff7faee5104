using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Tests.Commands;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Shards;

public sealed class EvictionTests
{
    private const int Keys = 2000;
    private static readonly string s_value = new('v', 100);

    [Fact]
    public void HasRoom_NoLimit_IsTrueAndEvictsNothing()
    {
        using CommandHarness h = Filled(1, EvictionPolicy.AllKeysLru, over: 0);
        Assert.True(Eviction.HasRoom(h.Keyspace.Shards[0]));
        Assert.Equal(Keys, Count(h));
    }

    [Fact]
    public void HasRoom_NoEviction_IsFalse()
    {
        using CommandHarness h = Filled(1, EvictionPolicy.NoEviction, over: 10_000);
        Assert.False(HasRoom(h, 0));
        Assert.Equal(Keys, Count(h));
    }

    [Theory]
    [InlineData(EvictionPolicy.VolatileLru)]
    [InlineData(EvictionPolicy.VolatileLfu)]
    [InlineData(EvictionPolicy.VolatileRandom)]
    [InlineData(EvictionPolicy.VolatileTtl)]
    public void HasRoom_VolatileWithoutExpiringKeys_IsFalse(EvictionPolicy policy)
    {
        using CommandHarness h = Filled(2, policy, over: 10_000);
        Assert.False(HasRoom(h, 0));
        Assert.Equal(Keys, Count(h));
    }

    [Theory]
    [InlineData(EvictionPolicy.AllKeysLru)]
    [InlineData(EvictionPolicy.AllKeysLfu)]
    [InlineData(EvictionPolicy.AllKeysRandom)]
    public void HasRoom_AllKeys_EvictsUntilUnderTheLimit(EvictionPolicy policy)
    {
        using CommandHarness h = Filled(1, policy, over: 50_000);
        h.Notify();
        Assert.True(HasRoom(h, 0));
        Assert.True(h.Keyspace.UsedBytes <= h.Settings.MaxMemory);
        long evicted = h.Keyspace.Shards[0].Statistics.Evicted;
        Assert.Equal(Keys - Count(h), evicted);
        Assert.Equal(evicted, h.Events.Count(e => e.StartsWith("evicted ", StringComparison.Ordinal)));
    }

    [Fact]
    public void HasRoom_Volatile_SparesKeysThatLiveForEver()
    {
        using CommandHarness h = Filled(1, EvictionPolicy.VolatileLru, over: 0);
        for (int i = 0; i < 500; i++)
            h.Run("SET", $"expiring{i}", s_value, "EX", "1000");
        Limit(h, 20_000);
        Assert.True(HasRoom(h, 0));
        Assert.Equal(":1\r\n", h.Run("EXISTS", "key0"));
        Assert.Equal(Keys, Count(h) - h.Keyspace.Shards[0].Databases[0].ExpiringCount);
    }

    [Fact]
    public void HasRoom_Lru_EvictsMostlyOldKeys()
    {
        using CommandHarness h = Filled(1, EvictionPolicy.AllKeysLru, over: 0);
        h.Now += 1_000_000;
        for (int i = 0; i < Keys / 2; i++)
            h.Run("GET", $"key{i}");
        h.Now += 1_000_000;
        Limit(h, 100_000);
        Assert.True(HasRoom(h, 0));
        AssertMostlyEvictedFrom(h, Keys / 2);
    }

    [Fact]
    public void HasRoom_Lfu_EvictsMostlyRareKeys()
    {
        using CommandHarness h = Filled(1, EvictionPolicy.AllKeysLfu, over: 0);
        for (int n = 0; n < 20; n++)
        {
            for (int i = 0; i < Keys / 2; i++)
                h.Run("GET", $"key{i}");
        }
        Limit(h, 100_000);
        Assert.True(HasRoom(h, 0));
        AssertMostlyEvictedFrom(h, Keys / 2);
    }

    [Fact]
    public void HasRoom_Ttl_EvictsMostlyKeysThatExpireSoon()
    {
        using CommandHarness h = Filled(1, EvictionPolicy.VolatileTtl, over: 0);
        for (int i = 0; i < Keys; i++)
            h.Run("EXPIRE", $"key{i}", i < Keys / 2 ? "9000" : "100");
        Limit(h, 100_000);
        Assert.True(HasRoom(h, 0));
        AssertMostlyEvictedFrom(h, Keys / 2);
    }

    [Fact]
    public void HasRoom_OwnShardEmpty_EvictsFromOthers()
    {
        using var h = new CommandHarness(shards: 2, KeyspaceSettings.Default with { MaxMemoryPolicy = EvictionPolicy.AllKeysLru, MaxMemoryEvictionTenacity = 100 });
        KeyspaceShard full = h.Keyspace.ShardOf("key0"u8);
        for (int i = 0; i < Keys; i++)
            h.Run("SET", $"{{key0}}{i}", s_value);
        Limit(h, 20_000);
        KeyspaceShard empty = h.Keyspace.Shards[1 - full.Index];
        Assert.True(HasRoom(h, empty.Index));
        Assert.True(h.Keyspace.UsedBytes <= h.Settings.MaxMemory);
        Assert.True(full.Statistics.Evicted > 0);
        Assert.Equal(0, empty.Statistics.Evicted);
    }

    [Fact]
    public void HasRoom_NobodyHasKeysLeft_IsFalse()
    {
        using CommandHarness h = Filled(2, EvictionPolicy.AllKeysRandom, over: 0);
        h.Settings = h.Settings with { MaxMemory = 1 };
        Assert.False(HasRoom(h, 0));
        Assert.Equal(0, Count(h));
    }

    [Fact]
    public void BackgroundWork_LimitWasLowered_Evicts()
    {
        using CommandHarness h = Filled(2, EvictionPolicy.AllKeysRandom, over: 30_000);
        foreach (KeyspaceShard shard in h.Keyspace.Shards)
            shard.DoBackgroundWork(h.Now);
        Assert.True(h.Keyspace.UsedBytes <= h.Settings.MaxMemory);
    }

    private static CommandHarness Filled(int shards, EvictionPolicy policy, long over)
    {
        var h = new CommandHarness(
            shards, KeyspaceSettings.Default with { MaxMemoryPolicy = policy, MaxMemoryEvictionTenacity = 100, LfuLogFactor = 0 });
        for (int i = 0; i < Keys; i++)
            h.Run("SET", $"key{i}", s_value);
        if (over > 0)
            Limit(h, over);
        return h;
    }

    private static void Limit(CommandHarness h, long over) =>
        h.Settings = h.Settings with { MaxMemory = h.Keyspace.UsedBytes - over };

    private static bool HasRoom(CommandHarness h, int shard)
    {
        foreach (KeyspaceShard each in h.Keyspace.Shards)
            each.Begin(h.Now);
        return Eviction.HasRoom(h.Keyspace.Shards[shard]);
    }

    private static long Count(CommandHarness h) => h.Keyspace.Shards.Sum(shard => shard.Databases[0].Count);

    /// <summary>Of the keys below <paramref name="border"/> nearly none are gone, though a fair share of all is.</summary>
    private static void AssertMostlyEvictedFrom(CommandHarness h, int border)
    {
        h.Settings = h.Settings with { MaxMemory = 0 };
        int good = 0, bad = 0;
        for (int i = 0; i < Keys; i++)
        {
            bool gone = h.Run("EXISTS", $"key{i}") == ":0\r\n";
            good += gone && i < border ? 1 : 0;
            bad += gone && i >= border ? 1 : 0;
        }
        Assert.True(bad > 200, $"only {bad} were evicted");
        Assert.True(good * 20 < bad, $"{good} of the keys worth keeping were evicted, {bad} of the others");
    }
}
