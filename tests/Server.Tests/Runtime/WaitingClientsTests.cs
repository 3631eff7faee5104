using Xunit;

namespace MtcpRedis.Server.Tests.Runtime;

/// <summary>Clients that wait for keys while others make them on several shards.</summary>
public sealed class WaitingClientsTests : IDisposable
{
    private const int Cores = 4;
    private readonly TestNode _node = new(Cores);

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 0, 3, 1)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(3, 3, 3, 3)]
    public void Push_ServesAChainOverShards_BeforeThePushersNextCommand(int first, int second, int third, int fourth)
    {
        string[] keys = [_node.KeyOf(first, "a"), _node.KeyOf(second, "b"), _node.KeyOf(third, "c"), _node.KeyOf(fourth, "d")];
        TestClient[] movers = [Move(keys[0], keys[1]), Move(keys[1], keys[2]), Move(keys[2], keys[3])];
        TestClient last = Waiting(3, "BLPOP", keys[3], "0");
        TestClient pusher = _node.Connect(1);

        pusher.Send("RPUSH", keys[0], "x");
        foreach (string key in keys)
            pusher.Send("EXISTS", key);

        Assert.Equal(1, pusher.Read().AsInteger);
        Assert.All(keys, key => Assert.True(pusher.Read().AsInteger == 0, $"{key} is still there"));
        Assert.All(movers, mover => Assert.Equal("x", mover.Read().Text));
        Assert.Equal([keys[3], "x"], last.Read().Items.Select(item => item.Text));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void Exec_MakesKeysOfTwoShards_TheFirstMadeServesTheWaiter(int first, int second)
    {
        string made = _node.KeyOf(first, "a"), later = _node.KeyOf(second, "b");
        TestClient waiter = Waiting(2, "BLMPOP", "0", "2", later, made, "LEFT");
        TestClient pusher = _node.Connect();
        pusher.Call("MULTI");
        pusher.Call("RPUSH", made, "1");
        pusher.Call("RPUSH", later, "2");

        Assert.Equal([1L, 1L], pusher.Call("EXEC").Items.Select(item => item.AsInteger));

        Assert.Equal(made, waiter.Read().Items[0].Text);
        Assert.Equal(1, pusher.Call("EXISTS", made, later).AsInteger);
    }

    [Fact]
    public void Pipeline_PushThatServesAcrossShards_RepliesComeInRequestOrder()
    {
        string source = _node.KeyOf(0, "a"), target = _node.KeyOf(1, "b");
        TestClient pusher = _node.Connect(2);
        for (int round = 0; round < 20; round++)
        {
            TestClient mover = Move(source, target);
            string value = $"v{round}";
            pusher.Send("SET", _node.KeyOf(3, "n"), value);
            pusher.Send("RPUSH", source, value);
            pusher.Send("LRANGE", target, "0", "-1");
            pusher.Send("PING", value);
            pusher.Send("GET", _node.KeyOf(3, "n"));
            pusher.Send("DEL", target);

            Assert.Equal("OK", pusher.Read().Text);
            Assert.Equal(1, pusher.Read().AsInteger);
            Assert.Equal([value], pusher.Read().Items.Select(item => item.Text));
            Assert.Equal(value, pusher.Read().Text);
            Assert.Equal(value, pusher.Read().Text);
            Assert.Equal(1, pusher.Read().AsInteger);
            Assert.Equal(value, mover.Read().Text);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pipeline_SkipsTheReplyOfAPushThatServesAcrossShards_OnlyThatReplyIsMissing(bool off)
    {
        string source = _node.KeyOf(0, "a"), target = _node.KeyOf(1, "b");
        TestClient mover = Move(source, target);
        TestClient pusher = _node.Connect(2);
        pusher.Send("CLIENT", "REPLY", off ? "OFF" : "SKIP");
        pusher.Send("RPUSH", source, "x");
        if (off)
            pusher.Send("CLIENT", "REPLY", "ON");
        pusher.Send("LLEN", target);

        if (off)
            Assert.Equal("OK", pusher.Read().Text);
        Assert.Equal(1, pusher.Read().AsInteger);
        Assert.Equal("x", mover.Read().Text);
    }

    private TestClient Move(string from, string to) => Waiting(0, "BLMOVE", from, to, "LEFT", "RIGHT", "0");

    /// <summary>A client of a core whose command waits already.</summary>
    private TestClient Waiting(int core, params string[] command)
    {
        TestClient client = _node.Connect(core);
        int before = Waiters();
        client.Send(command);
        TestNode.Eventually(() => Waiters() == before + 1);
        return client;
    }

    private int Waiters() => _node.Host.Node.Cores.Sum(core => core.Blocking.Count);
}
