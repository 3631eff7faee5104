using System.Text;
using MtcpRedis.NetStack.Transport.InMemory;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Server.Tests.Runtime;

/// <summary>Connections as their clients see them, over an in-memory transport.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Pipeline_KeysOfAllShards_RepliesComeInRequestOrder(int cores)
    {
        using var node = new TestNode(cores);
        TestClient client = node.Connect();
        for (int i = 0; i < 300; i++)
            client.Send("SET", $"key:{i}", $"value:{i}");
        for (int i = 0; i < 300; i++)
            client.Send("GET", $"key:{i}");

        for (int i = 0; i < 300; i++)
            Assert.Equal("OK", client.Read().Text);
        for (int i = 0; i < 300; i++)
            Assert.Equal($"value:{i}", client.Read().Text);
    }

    [Fact]
    public void Request_OneByteAtATime_IsUnderstood()
    {
        using var node = new TestNode(1);
        InMemoryPeer peer = node.ConnectRaw();
        foreach (byte b in "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhello\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\nPING\r\n"u8)
            peer.Write([b]);

        byte[] reply = peer.ReadExactly(23, TimeSpan.FromSeconds(20));

        Assert.Equal("+OK\r\n$5\r\nhello\r\n+PONG\r\n", Encoding.ASCII.GetString(reply));
    }

    [Fact]
    public void SlowReader_StopsBeingParsed_AndGetsEverythingInTheEnd()
    {
        using var node = new TestNode(1);
        TestClient writer = node.Connect();
        string value = new('v', 100_000);
        writer.Call("SET", "big", value);
        InMemoryPeer slow = node.ConnectRaw(window: 1000);
        for (int i = 0; i < 50; i++)
            slow.Write("GET big\r\n"u8);

        Assert.Equal("PONG", writer.Call("PING").Text);
        byte[] all = slow.ReadExactly(50 * (100_000 + "$100000\r\n\r\n".Length), TimeSpan.FromSeconds(60));

        Assert.Equal("$100000\r\n" + value + "\r\n", Encoding.ASCII.GetString(all, 0, 100_011));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    public void SlowReader_AsksForMoreThanATurnMayBring_GetsRepliesInRequestOrderAndTheEnd(int cores, bool quits)
    {
        const int asked = 100;
        using var node = new TestNode(cores);
        TestClient writer = node.Connect();
        string value = new('v', 1_000_000);
        writer.Call("SET", "big", value);
        for (int i = 0; i < 10; i++)
            writer.Call("SET", $"small:{i}", $"{i}");
        TestClient slow = new(node.ConnectRaw(window: 100_000));
        var requests = new System.Text.StringBuilder();
        for (int i = 0; i < asked; i++)
            requests.Append($"GET big\r\nGET small:{i % 10}\r\nPING {i}\r\n");
        slow.Peer.Write(Encoding.ASCII.GetBytes(requests.Append(quits ? "QUIT\r\n" : "").ToString()));
        TestNode.Eventually(() => OutputOf(node) > 0);
        Assert.Equal("PONG", writer.Call("PING").Text);

        for (int i = 0; i < asked; i++)
        {
            Assert.InRange(OutputOf(node), 0, 20_000_000);
            Assert.Equal(value, slow.Read().Text);
            Assert.Equal($"{i % 10}", slow.Read().Text);
            Assert.Equal($"{i}", slow.Read().Text);
        }

        if (quits)
        {
            Assert.Equal("OK", slow.Read().Text);
            Assert.True(slow.Peer.WaitForEnd(TimeSpan.FromSeconds(20)));
        }
    }

    private static long OutputOf(TestNode node) =>
        node.Host.Node.Clients.Snapshot().Sum(session => session.Output.Capacity + session.Pushes.Capacity);

    [Fact]
    public void ProtocolViolation_IsAnsweredAndCloses()
    {
        using var node = new TestNode(1);
        InMemoryPeer peer = node.ConnectRaw();
        peer.Write("*1\r\n!oops\r\n"u8);

        const string expected = "-ERR Protocol error: expected '$', got '!'\r\n";
        byte[] reply = peer.ReadExactly(expected.Length, TimeSpan.FromSeconds(20));

        Assert.Equal(expected, Encoding.ASCII.GetString(reply));
        Assert.True(peer.WaitForEnd(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void EndOfStream_RepliesOfWholeRequestsAreSentFirst()
    {
        using var node = new TestNode(1);
        InMemoryPeer peer = node.ConnectRaw();
        peer.Write("SET a 1\r\nGET a\r\nGET"u8);
        peer.CloseWrite();

        byte[] reply = peer.ReadExactly(12, TimeSpan.FromSeconds(20));

        Assert.Equal("+OK\r\n$1\r\n1\r\n", Encoding.ASCII.GetString(reply));
        Assert.True(peer.WaitForEnd(TimeSpan.FromSeconds(20)));
        TestNode.Eventually(() => node.Host.Node.Clients.Count == 0);
    }

    [Fact]
    public void MaxClients_OneMoreIsRefusedInRedisWords()
    {
        using var node = new TestNode(1, "--maxclients", "2");
        TestClient first = node.Connect();
        TestClient second = node.Connect();
        first.Call("PING");
        second.Call("PING");
        TestClient third = node.Connect();

        Assert.Equal("ERR max number of clients reached", third.Read().Text);
        Assert.True(third.Peer.WaitForEnd(TimeSpan.FromSeconds(20)));
        Assert.Equal("PONG", first.Call("PING").Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Exec_AcrossShards_IsOneStep(int cores)
    {
        using var node = new TestNode(cores);
        TestClient client = node.Connect();
        client.Call("MULTI");
        for (int i = 0; i < 20; i++)
            Assert.Equal("QUEUED", client.Call("SET", $"k{i}", "v").Text);
        RespValue replies = client.Call("EXEC");

        Assert.Equal(20, replies.Items.Length);
        Assert.All(replies.Items, reply => Assert.Equal("OK", reply.Text));
        Assert.Equal(20, client.Call("DBSIZE").AsInteger);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Watch_KeyChangesElsewhere_ExecAnswersNull(int cores)
    {
        using var node = new TestNode(cores);
        TestClient client = node.Connect();
        TestClient other = node.Connect(cores - 1);
        client.Call("WATCH", "a", "b", "c");
        other.Call("SET", "b", "changed");
        client.Call("MULTI");
        client.Call("SET", "a", "1");

        Assert.True(client.Call("EXEC").IsNull);
        Assert.True(client.Call("GET", "a").IsNull);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Publish_ReachesListenersOfEveryCore(int cores)
    {
        using var node = new TestNode(cores);
        TestClient[] listeners = new TestClient[cores];
        for (int i = 0; i < cores; i++)
        {
            listeners[i] = node.Connect(i);
            listeners[i].Call("SUBSCRIBE", "news");
        }

        Assert.Equal(cores, node.Connect().Call("PUBLISH", "news", "hello").AsInteger);

        foreach (TestClient listener in listeners)
        {
            RespValue message = listener.Read();
            Assert.Equal(["message", "news", "hello"], message.Items.Select(item => item.Text));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void FlushAll_ReturnsArenasToTheirBaselineToTheByte(int cores)
    {
        using var node = new TestNode(cores);
        TestClient client = node.Connect();
        client.Call("FLUSHALL");
        long baseline = node.Host.Node.Keyspace.UsedBytes;
        for (int i = 0; i < 5000; i++)
            client.Send("SET", $"key:{i}", new string('x', i % 3000));
        for (int i = 0; i < 5000; i++)
            client.Read();
        Assert.True(node.Host.Node.Keyspace.UsedBytes > baseline);

        client.Call("FLUSHALL");

        Assert.Equal(baseline, node.Host.Node.Keyspace.UsedBytes);
    }
}
