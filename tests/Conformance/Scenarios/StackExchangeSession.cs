using MtcpRedis.TestKit;
using StackExchange.Redis;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What a program does with the client library StackExchange.Redis.</summary>
public static class StackExchangeSession
{
    /// <summary>Connects.</summary>
    /// <param name="server">Where.</param>
    /// <param name="protocol"><c>resp2</c> or <c>resp3</c>.</param>
    public static Task<ConnectionMultiplexer> ConnectAsync(ServerProcess server, string protocol)
    {
        var options = ConfigurationOptions.Parse(
            $"{server.EndPoint},allowAdmin=true,abortConnect=true,connectTimeout=20000,syncTimeout=20000,protocol={protocol}");
        options.Tunnel = new SocketTunnel(server);
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>SET, GET, INCR and expiry.</summary>
    public static async Task StringsAsync(ConnectionMultiplexer redis)
    {
        var db = redis.GetDatabase();
        Assert.True(await db.StringSetAsync("s", "value", TimeSpan.FromMinutes(5)));
        Assert.Equal("value", await db.StringGetAsync("s"));
        Assert.InRange((await db.KeyTimeToLiveAsync("s"))!.Value.TotalSeconds, 1, 300);
        Assert.Equal(5, await db.StringIncrementAsync("n", 5));
        Assert.Equal(5.5, await db.StringIncrementAsync("n", 0.5));
        Assert.Equal(["value", RedisValue.Null], await db.StringGetAsync(["s", "none"]));
        Assert.False(await db.StringSetAsync("s", "other", when: When.NotExists));
        var binary = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        await db.StringSetAsync("b", binary);
        Assert.Equal(binary, (byte[]?)await db.StringGetAsync("b"));
        Assert.True(await db.KeyDeleteAsync("s"));
    }

    /// <summary>Hashes, lists, sets and sorted sets.</summary>
    public static async Task CollectionsAsync(ConnectionMultiplexer redis)
    {
        var db = redis.GetDatabase();
        await db.HashSetAsync("h", [new HashEntry("a", 1), new HashEntry("b", "two")]);
        Assert.Equal(["a", "b"], (await db.HashGetAllAsync("h")).Select(e => (string)e.Name!).Order());
        Assert.Equal(3, await db.HashIncrementAsync("h", "a", 2));
        Assert.Equal(3, await db.ListRightPushAsync("l", ["x", "y", "z"]));
        Assert.Equal(["y", "z"], (await db.ListRangeAsync("l", 1)).Select(v => (string)v!));
        Assert.Equal("z", await db.ListMoveAsync("l", "other", ListSide.Right, ListSide.Left));
        await db.SetAddAsync("s1", ["a", "b", "c"]);
        await db.SetAddAsync("s2", ["b", "c", "d"]);
        Assert.Equal(["b", "c"], (await db.SetCombineAsync(SetOperation.Intersect, "s1", "s2")).Select(v => (string)v!).Order());
        await db.SortedSetAddAsync("z", [new SortedSetEntry("one", 1), new SortedSetEntry("two", 2.5)]);
        Assert.Equal(2.5, await db.SortedSetScoreAsync("z", "two"));
        Assert.Equal("one", (await db.SortedSetPopAsync("z"))!.Value.Element);
        Assert.Equal(["a", "b", "c"], db.SetScan("s1").Select(v => (string)v!).Order());
    }

    /// <summary>Transactions whose conditions hold, and do not.</summary>
    public static async Task TransactionsAsync(ConnectionMultiplexer redis)
    {
        var db = redis.GetDatabase();
        await db.StringSetAsync("balance:1", 100);
        await db.StringSetAsync("balance:2", 0);
        var good = db.CreateTransaction();
        good.AddCondition(Condition.StringEqual("balance:1", 100));
        var left = good.StringDecrementAsync("balance:1", 30);
        var right = good.StringIncrementAsync("balance:2", 30);
        Assert.True(await good.ExecuteAsync());
        Assert.Equal(70, await left);
        Assert.Equal(30, await right);
        var bad = db.CreateTransaction();
        bad.AddCondition(Condition.StringEqual("balance:1", 100));
        _ = bad.StringSetAsync("balance:1", 0);
        Assert.False(await bad.ExecuteAsync());
        Assert.Equal(70, await db.StringGetAsync("balance:1"));
    }

    /// <summary>Channels and patterns between two connections.</summary>
    public static async Task PubSubAsync(ConnectionMultiplexer redis, ConnectionMultiplexer other)
    {
        var queue = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal("news"));
        var patterns = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("n*"));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(2, await other.GetSubscriber().PublishAsync(RedisChannel.Literal("news"), i));
        }

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i, (await queue.ReadAsync()).Message);
            Assert.Equal(i, (await patterns.ReadAsync()).Message);
        }
    }

    /// <summary>Thousands of commands from many tasks; the database must be empty.</summary>
    public static async Task BatchesAsync(ConnectionMultiplexer redis)
    {
        var db = redis.GetDatabase();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async task =>
        {
            var batch = db.CreateBatch();
            var writes = Enumerable.Range(0, 200).Select(i => batch.StringSetAsync($"k:{task}:{i}", $"{task}/{i}")).ToArray();
            var reads = Enumerable.Range(0, 200).Select(i => batch.StringGetAsync($"k:{task}:{i}")).ToArray();
            batch.Execute();
            Assert.All(await Task.WhenAll(writes), Assert.True);
            Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{task}/{i}"), (await Task.WhenAll(reads)).Select(v => (string)v!));
        }));
        var admin = redis.GetServer(redis.GetEndPoints()[0]);
        Assert.Equal(4_000, await admin.DatabaseSizeAsync());
        Assert.Equal(200, admin.Keys(pattern: "k:7:*", pageSize: 50).Distinct().Count());
    }
}
