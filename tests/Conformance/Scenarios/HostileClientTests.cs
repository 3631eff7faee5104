using System.Text;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Clients that promise much, send half, read nothing or vanish: the others are served and memory stays bounded.</summary>
[Trait("Family", "scenarios")]
public sealed class HostileClientTests : IDisposable
{
    private const long Mebibyte = 1 << 20;
    private readonly ServerProcess _server = Subject.Start(cores: 4);
    private readonly ArenaBaseline _baseline;
    private readonly RespClient _good;

    public HostileClientTests()
    {
        _good = _server.Connect();
        _good.Must("SET", "warm", new string('w', 1 << 20));
        _good.Must("GET", "warm");
        _good.Must("DEL", "warm");
        _baseline = new ArenaBaseline(_server);
    }

    public void Dispose()
    {
        _good.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void BulkAnnouncement_OfAGibibyte_IsRefusedAtOnce()
    {
        using var client = _server.Connect();
        client.SendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1073741824\r\n"u8);
        Assert.Equal("-ERR Protocol error: invalid bulk length\r\n", Encoding.Latin1.GetString(client.ReceiveUntilClosed()));
        AssertServed();
    }

    [Fact]
    public void BulkAnnouncements_AllowedButNeverSent_CostNoMemory()
    {
        var before = _server.ResidentBytes;
        var clients = Enumerable.Range(0, 50).Select(_ => _server.Connect()).ToList();
        clients.ForEach(c => c.SendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nonly a little"u8));
        AssertServed();
        AssertGrowth(before, 64 * Mebibyte);
        clients.ForEach(c => c.Dispose());
        AssertServed();
    }

    [Fact]
    public void MultibulkAnnouncements_OfAMillionNeverSent_CostNoMemory()
    {
        var before = _server.ResidentBytes;
        var clients = Enumerable.Range(0, 100).Select(_ => _server.Connect()).ToList();
        clients.ForEach(c => c.SendRaw("*1048576\r\n$3\r\nDEL\r\n$1\r\na\r\n"u8));
        AssertServed();
        AssertGrowth(before, 64 * Mebibyte);
        clients.ForEach(c => c.Dispose());
        AssertServed();
    }

    [Fact]
    public void Command_OfAMillionArguments_IsDone()
    {
        using var client = _server.Connect();
        var words = new List<string> { "SADD", "set" };
        words.AddRange(Enumerable.Range(0, 1_000_000).Select(i => $"{i}"));
        Assert.Equal(1_000_000, client.Must([.. words]).AsInteger);
        words[0] = "DEL";
        Assert.Equal(1, client.Must([.. words]).AsInteger);
        AssertServed();
        _baseline.AssertRestored();
    }

    /// <summary>A reader that does not read makes the server stop reading from it, or costs at most what was asked for.</summary>
    [Fact]
    public void SlowReader_AsksFor300MebibytesAndDoesNotRead_OthersAreServedAndEveryByteComesLater()
    {
        const int asked = 300;
        var value = new string('x', (int)Mebibyte);
        _good.Must("SET", "big", value);
        var before = _server.ResidentBytes;
        using var slow = RespClient.ConnectWithReceiveBuffer(_server.Port, 64 * 1024);
        slow.Send(Enumerable.Range(0, asked).Select(_ => new RespCommand("GET", "big")));
        AssertServed();
        if (_server is MtcpRedisProcess)
        {
            // A real Redis keeps all 300 MiB; ours stops parsing once the limit of its output is reached.
            AssertGrowth(before, 128 * Mebibyte);
        }

        for (var i = 0; i < asked; i++)
        {
            var reply = slow.Receive();
            Assert.True(
                reply.Bytes.Length == value.Length && reply.Bytes.AsSpan().IndexOfAnyExcept((byte)'x') < 0,
                $"reply {i} is damaged");
        }

        slow.Dispose();
        _baseline.AssertRestored();
    }

    [Fact]
    public void SlowSubscriber_BeyondItsOutputLimit_IsDisconnected()
    {
        _good.Must("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 1mb 0");
        using var slow = RespClient.ConnectWithReceiveBuffer(_server.Port, 64 * 1024);
        slow.Call("SUBSCRIBE", "flood");
        var before = _server.ResidentBytes;
        var message = new string('m', 256 * 1024);
        var published = 0;
        while (published < 1_000 && _good.Must("PUBLISH", "flood", message).AsInteger > 0)
        {
            published++;
        }

        Assert.InRange(published, 1, 999);
        AssertGrowth(before, 64 * Mebibyte);
        AssertServed();
    }

    [Fact]
    public void HalfSentCommands_ThenReset_LeaveNothingBehind()
    {
        var connected = Connected();
        for (var round = 0; round < 10; round++)
        {
            var clients = Enumerable.Range(0, 50).Select(_ => _server.Connect()).ToList();
            foreach (var (client, i) in clients.Select((c, i) => (c, i)))
            {
                client.SendRaw(Encoding.Latin1.GetBytes("*3\r\n$3\r\nSET\r\n$4\r\nhalf\r\n$1000\r\nabc"[..(1 + (i * 7 % 33))]));
            }

            AssertServed();
            clients.ForEach(c => c.Reset());
        }

        AwaitConnected(connected);
        Assert.Equal(0, _good.Must("EXISTS", "half").AsInteger);
        _baseline.AssertRestored();
    }

    [Fact]
    public void ConnectionsReset_WhileRepliesAreUnderWay_LeaveNothingBehind()
    {
        var connected = Connected();
        _good.Must("SET", "big", new string('x', (int)Mebibyte));
        for (var round = 0; round < 10; round++)
        {
            var clients = Enumerable.Range(0, 20).Select(_ => RespClient.ConnectWithReceiveBuffer(_server.Port, 16 * 1024)).ToList();
            clients.ForEach(c => c.Send(Enumerable.Range(0, 5).Select(_ => new RespCommand("GET", "big"))));
            AssertServed();
            clients.ForEach(c => c.Reset());
        }

        AwaitConnected(connected);
        _baseline.AssertRestored();
    }

    [Fact]
    public void BlockedAndWatchingClients_Vanish_LeaveNothingBehind()
    {
        var connected = Connected();
        for (var round = 0; round < 10; round++)
        {
            var clients = Enumerable.Range(0, 40).Select(_ => _server.Connect()).ToList();
            foreach (var (client, i) in clients.Select((c, i) => (c, i)))
            {
                switch (i % 4)
                {
                    case 0: client.Send("BLPOP", $"list:{i}", "other", "0"); break;
                    case 1: client.CallAll([new("WATCH", "a", "b"), new("MULTI"), new("SET", "a", "1")]); break;
                    case 2: client.Call("SUBSCRIBE", $"channel:{i}"); break;
                    default: client.Send("BZPOPMIN", $"zset:{i}", "0"); break;
                }
            }

            clients.ForEach(c => c.Reset());
        }

        AwaitConnected(connected);
        Assert.Equal(1, _good.Must("RPUSH", "other", "v").AsInteger);
        Assert.Equal(1, _good.Must("LLEN", "other").AsInteger);
        Assert.Equal(0, _good.Must("PUBLISH", "channel:2", "x").AsInteger);
        Assert.Empty(_good.Must("PUBSUB", "CHANNELS").Items);
        _baseline.AssertRestored();
    }

    [Fact]
    public void QueryBuffer_BeyondItsLimit_ClosesTheConnection()
    {
        _good.Must("CONFIG", "SET", "client-query-buffer-limit", "1mb");
        using var client = _server.Connect();
        var before = _server.ResidentBytes;
        var part = new byte[64 * 1024];
        var closed = false;
        client.SendRaw("*2\r\n$3\r\nGET\r\n$400000000\r\n"u8);
        for (var sent = 0; sent < 4_000 && !closed; sent++)
        {
            try
            {
                client.SendRaw(part);
            }
            catch (RespConnectionClosedException)
            {
                closed = true;
            }
        }

        Assert.True(closed, "the server took in more than 250 MiB of one argument with a limit of 1 MiB");
        AssertGrowth(before, 32 * Mebibyte);
        AssertServed();
    }

    private void AssertServed()
    {
        Assert.Equal("PONG", _good.Must("PING").Text);
        using var fresh = _server.Connect();
        fresh.Must("SET", "served", "yes");
        Assert.Equal("yes", fresh.Must("GET", "served").Text);
        Assert.Equal(1, fresh.Must("DEL", "served").AsInteger);
    }

    private void AssertGrowth(long before, long allowed) =>
        Assert.True(
            _server.ResidentBytes - before <= allowed,
            $"resident memory grew by {(_server.ResidentBytes - before) / Mebibyte} MiB");

    private long Connected() => ArenaBaseline.Info(_good, "clients", "connected_clients")
        ?? throw new InvalidOperationException("INFO clients has no field connected_clients");

    private void AwaitConnected(long wanted)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (Connected() != wanted)
        {
            Assert.True(DateTime.UtcNow < deadline, $"{Connected()} clients are connected instead of {wanted}");
            Thread.Sleep(5);
        }
    }
}
