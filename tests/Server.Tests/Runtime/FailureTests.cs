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
