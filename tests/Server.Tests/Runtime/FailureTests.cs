using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Runtime;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Server.Tests.Runtime;

/// <summary>What is left after a handler failed: everything but its reply.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Shard_HandlerFails_ClientGetsErrorAndNothingIsLost(int cores)
    {
        using var node = new TestNode(cores);
        TestClient client = node.Connect();
        TestClient other = node.Connect(cores - 1);
        Assert.Equal("OK", client.Call("SET", "kept", "value").Text);

        RespValue failed = client.Call("FAIL", "kept");

        Assert.True(failed.IsError);
        Assert.Contains("internal error", failed.Text, StringComparison.Ordinal);
        Assert.Equal("value", client.Call("GET", "kept").Text);
        Assert.Equal("value", other.Call("GET", "kept").Text);
        Assert.Contains("failed on purpose at kept", node.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Shard_HandlerFailsInPipeline_CommandsAroundItRun()
    {
        using var node = new TestNode(1);
        TestClient client = node.Connect();
        client.Send("SET", "a", "1");
        client.Send("FAIL", "a");
        client.Send("SET", "b", "2");
        client.Send("GET", "b");

        Assert.Equal("OK", client.Read().Text);
        Assert.True(client.Read().IsError);
        Assert.Equal("OK", client.Read().Text);
        Assert.Equal("2", client.Read().Text);
    }

    /// <summary>What waited for the end of a lease is handled within the message that ends it.</summary>
    [Fact]
    public void Shard_HandlerFailsBehindALease_EveryoneWhoWaitedIsAnswered()
    {
        using var node = new TestNode(2);
        CoreLoop core = node.Host.Node.Cores[0];
        ShardService shard = core.Shard(0);
        string a = node.KeyOf(0, "a"), b = node.KeyOf(0, "b");
        Lease? held = null;
        core.Post(() => core.TellShard(0, new ShardProtocol.AcquireLease(new Lease([0], core.Self, lease => held = lease))));
        TestNode.Eventually(() => Volatile.Read(ref held) is not null);
        TestClient[] clients = [node.Connect(1), node.Connect(1), node.Connect(1)];
        string[][] calls = [["SET", a, "1"], ["FAIL", a], ["SET", b, "2"]];
        for (int i = 0; i < clients.Length; i++)
        {
            clients[i].Send(calls[i]);
            TestNode.Eventually(() => On(core, () => shard.Stash.OfType<ShardBatch>().Count()) == i + 1);
        }

        core.Post(() => core.TellShard(0, new ShardProtocol.ReleaseLease(held!)));

        Assert.Equal("OK", clients[0].Read().Text);
        Assert.True(clients[1].Read().IsError);
        Assert.Equal("OK", clients[2].Read().Text);
        Assert.Equal("2", clients[0].Call("GET", b).Text);
    }

    /// <summary>Asks on the core's own thread.</summary>
    private static T On<T>(CoreLoop core, Func<T> question)
    {
        var answer = new TaskCompletionSource<T>();
        core.Post(() => answer.SetResult(question()));
        return answer.Task.GetAwaiter().GetResult();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Exec_HandlerFails_ClientGetsErrorAndShardsAreFreeAgain(int cores)
    {
        using var node = new TestNode(cores);
        TestClient client = node.Connect();
        client.Call("MULTI");
        client.Call("SET", "x", "1");
        client.Call("FAIL", "y");

        Assert.True(client.Call("EXEC").IsError);

        foreach (string key in (string[])["x", "y", "z", "w", "v"])
            Assert.Equal("OK", client.Call("SET", key, "2").Text);
    }
}
