using System.Globalization;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Many clients, keys on different shards: nobody ever sees half of a command or transaction.</summary>
[Trait("Family", "scenarios")]
public class AtomicityTests
{
    private const int Accounts = 12;
    private const int Balance = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Transfers_ReadByMget_KeepTheSum(int cores)
    {
        using var server = Subject.Start(cores);
        var baseline = new ArenaBaseline(server);
        string[] accounts = [.. Enumerable.Range(0, Accounts).Select(i => $"account:{i}")];
        using (var setup = server.Connect())
        {
            setup.Must(["MSET", .. accounts.SelectMany(a => new[] { a, $"{Balance}" })]);
        }

        var crowd = new Crowd(server);
        crowd.Work(6, (client, number) =>
        {
            var random = new Random(number);
            for (var i = 0; i < 300; i++)
            {
                var (from, to, amount) = (accounts[random.Next(Accounts)], accounts[random.Next(Accounts)], $"{random.Next(100)}");
                var replies = client.CallAll([new("MULTI"), new("DECRBY", from, amount), new("INCRBY", to, amount), new("EXEC")]);
                Assert.Equal(2, replies[3].Items.Length);
            }
        });
        crowd.Observe(2, client => Assert.Equal(Accounts * Balance, client.Must(["MGET", .. accounts]).Items.Sum(i => i.AsInteger)));
        crowd.Observe(1, client =>
        {
            client.Send([new RespCommand("MULTI"), .. accounts.Select(a => new RespCommand("GET", a)), new RespCommand("EXEC")]);
            Assert.Equal(Accounts * Balance, client.ReceiveMany(Accounts + 2)[^1].Items.Sum(i => i.AsInteger));
        });
        await crowd.FinishAsync();
        baseline.AssertRestored();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Mset_ManyWriters_AllKeysComeFromOneWriter(int cores)
    {
        using var server = Subject.Start(cores);
        string[] keys = [.. Enumerable.Range(0, 10).Select(i => $"mset:{i}")];
        var crowd = new Crowd(server);
        crowd.Work(5, (client, number) =>
        {
            for (var i = 0; i < 300; i++)
            {
                client.Must(["MSET", .. keys.SelectMany(k => new[] { k, $"{number}/{i}" })]);
            }
        });
        crowd.Observe(3, client => Assert.Single(client.Must(["MGET", .. keys]).Items.Distinct()));
        await crowd.FinishAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Msetnx_ManyClientsWantBothLocks_OneGetsBoth(int cores)
    {
        using var server = Subject.Start(cores);
        var inside = 0;
        var entered = 0;
        var crowd = new Crowd(server);
        crowd.Work(6, (client, number) =>
        {
            for (var won = 0; won < 40;)
            {
                if (client.Must("MSETNX", "lock:a", $"{number}", "lock:b", $"{number}", "lock:c", $"{number}").AsInteger == 0)
                {
                    continue;
                }

                Assert.Equal(1, Interlocked.Increment(ref inside));
                Assert.All(client.Must("MGET", "lock:a", "lock:b", "lock:c").Items, v => Assert.Equal($"{number}", v.Text));
                Interlocked.Decrement(ref inside);
                Interlocked.Increment(ref entered);
                Assert.Equal(3, client.Must("DEL", "lock:c", "lock:a", "lock:b").AsInteger);
                won++;
            }
        });
        await crowd.FinishAsync();
        Assert.Equal(240, entered);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Rename_OneKeyTravelsOverShards_ExistsExactlyOnce(int cores)
    {
        using var server = Subject.Start(cores);
        string[] places = [.. Enumerable.Range(0, 8).Select(i => $"place:{i}")];
        using (var setup = server.Connect())
        {
            setup.Must("RPUSH", places[0], "a", "b", "c");
        }

        var crowd = new Crowd(server);
        crowd.Work(5, (client, number) =>
        {
            var random = new Random(number);
            for (var i = 0; i < 500; i++)
            {
                var reply = client.Call(random.Next(2) == 0 ? "RENAME" : "RENAMENX", places[random.Next(8)], places[random.Next(8)]);
                Assert.True(!reply.IsError || reply.Text == "ERR no such key", reply.Text);
            }
        });
        crowd.Observe(2, client => Assert.Equal(1, client.Must(["EXISTS", .. places]).AsInteger));
        await crowd.FinishAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task SetStores_SourcesOnOtherShards_SeeBothOrNeither(int cores)
    {
        using var server = Subject.Start(cores);
        var crowd = new Crowd(server);
        crowd.Work(4, (client, number) =>
        {
            var random = new Random(number);
            for (var i = 0; i < 300; i++)
            {
                var (command, member) = (random.Next(3) > 0 ? "SADD" : "SREM", $"{random.Next(50)}");
                client.CallAll([new("MULTI"), new(command, "left", member), new(command, "right", member), new("EXEC")]);
            }
        });
        crowd.Work(2, (client, number) =>
        {
            for (var i = 0; i < 200; i++)
            {
                var results = client.CallAll(
                    [new("MULTI"), new("SINTERSTORE", $"inter:{number}", "left", "right"), new("SUNIONSTORE", $"union:{number}", "right", "left"),
                    new("SCARD", "left"), new("EXEC")])[^1].Items;
                Assert.Single(results.Select(r => r.AsInteger).Distinct());
            }
        });
        crowd.Observe(2, client => Assert.Empty(client.Must("SDIFF", "left", "right").Items));
        await crowd.FinishAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Watch_ManyIncrementers_LoseNoUpdate(int cores)
    {
        using var server = Subject.Start(cores);
        using var check = server.Connect();
        check.Must("MSET", "counter:a", "0", "counter:b", "0");
        var crowd = new Crowd(server);
        crowd.Work(4, (client, _) =>
        {
            for (var done = 0; done < 100;)
            {
                client.Must("WATCH", "counter:a", "counter:b");
                var next = (client.Must("GET", "counter:a").AsInteger + 1).ToString(CultureInfo.InvariantCulture);
                var replies = client.CallAll([new("MULTI"), new("SET", "counter:a", next), new("SET", "counter:b", next), new("EXEC")]);
                done += replies[3].IsNull ? 0 : 1;
            }
        });
        await crowd.FinishAsync();
        Assert.All(check.Must("MGET", "counter:a", "counter:b").Items, v => Assert.Equal(400, v.AsInteger));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Queues_BlockingMovesOverShards_LoseAndDoubleNothing(int cores)
    {
        const int items = 600;
        using var server = Subject.Start(cores);
        var crowd = new Crowd(server);
        crowd.Work(2, (client, number) =>
        {
            for (var i = 0; i < items / 2; i++)
            {
                client.Must("LPUSH", "inbox", $"{number}/{i}");
            }
        });
        crowd.Work(3, (client, _) =>
        {
            for (var i = 0; i < items / 3; i++)
            {
                Assert.False(client.Must("BLMOVE", "inbox", "work", "RIGHT", "LEFT", "0").IsNull);
            }
        });
        crowd.Work(2, (client, _) =>
        {
            for (var i = 0; i < items / 2; i++)
            {
                var popped = client.Must("BRPOP", "nothing", "work", "0");
                client.Must("RPUSH", "done", popped.Items[1].Text);
            }
        });
        await crowd.FinishAsync();
        using var check = server.Connect();
        var done = check.Must("LRANGE", "done", "0", "-1").Items.Select(i => i.Text).ToList();
        Assert.Equal(items, done.Count);
        Assert.Equal(items, done.Distinct().Count());
        Assert.Equal(0, check.Must("EXISTS", "inbox", "work").AsInteger);
    }
}
