using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.TestKit;

public sealed class RespClientTests : IDisposable
{
    private readonly RedisServerProcess _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void CallAll_PipelineLargerThanTheSocketBuffers_ReturnsEveryReplyInOrder()
    {
        using var client = _server.Connect();
        var value = new string('v', 100_000);
        client.Must("SET", "k", value);
        RespCommand[] pair = [new("GET", "k"), new("SET", "k", value)];
        var replies = client.CallAll([.. Enumerable.Range(0, 500).SelectMany(_ => pair)]);
        Assert.Equal(1000, replies.Length);
        Assert.All(replies.Where((_, i) => i % 2 == 0), r => Assert.Equal(value, r.Text));
    }

    [Fact]
    public void Receive_Resp3_KeepsPushesApartFromReplies()
    {
        using var client = _server.Connect(protocol: 3);
        using var other = _server.Connect();
        client.Send("SUBSCRIBE", "news");
        Assert.Equal(RespType.Push, client.ReceiveFrame().Type);
        Assert.Equal(1, other.Call("PUBLISH", "news", "hello").AsInteger);
        Assert.Equal(RespType.Map, client.Call("CONFIG", "GET", "port").Type);
        Assert.Equal("hello", client.TakePushes().Single().Items[2].Text);
        Assert.Null(client.TryReceiveFrame(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void ReceiveUntilClosed_ProtocolError_GivesTheErrorAsBytes()
    {
        using var client = _server.Connect();
        client.SendRaw("*1\r\n+PING\r\n"u8);
        Assert.Equal("-ERR Protocol error: expected '$', got '+'\r\n"u8.ToArray(), client.ReceiveUntilClosed());
    }

    [Fact]
    public void Dispose_RunningServer_LeavesNoProcessAndNoFolder()
    {
        var server = new RedisServerProcess();
        var (pid, folder) = (server.ProcessId, server.Folder);
        server.Dispose();
        Assert.False(Directory.Exists($"/proc/{pid}"));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Start_WrongDirective_FailsWithTheServersOwnWords()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new RedisServerProcess("--no-such-directive", "1"));
        Assert.Contains("Bad directive", failure.Message, StringComparison.Ordinal);
    }
}
