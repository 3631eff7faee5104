using System.Net.Sockets;
using System.Text;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Network.Endings;

/// <summary>Connections that end in every way, from either side; the kernel on the other end is the judge.</summary>
public sealed class CloseTests(Labs labs) : IClassFixture<Labs>
{
    private const int Clients = 50;

    /// <summary>A client that has said all it wanted still gets every reply, and then the end.</summary>
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    [Over(LinkKind.Tap)]
    public void HalfClose_AfterAPipeline_GetsEveryReplyAndThenTheEnd(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        var value = new string('v', 100_000);
        for (var i = 0; i < Clients; i++)
        {
            using var client = node.Connect();
            client.Send((RespCommand[])[new("SET", $"half:{i}", value), new("GET", $"half:{i}"), new("PING"), new("STRLEN", $"half:{i}")]);
            client.Socket.Shutdown(SocketShutdown.Send);
            Assert.Equal($"+OK\r\n$100000\r\n{value}\r\n+PONG\r\n:100000\r\n", Encoding.Latin1.GetString(client.ReceiveUntilClosed()));
        }

        baseline.AssertRestored();
    }

    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    public void Reset_ByClientsWhileRepliesAreUnderWay_LeavesNothingBehind(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        using (var good = node.Connect())
        {
            good.Must("SET", "big", new string('x', 1 << 20));
            for (var round = 0; round < 5; round++)
            {
                var clients = Enumerable.Range(0, Clients).Select(_ => node.Connect()).ToList();
                clients.ForEach(c => c.Send(Enumerable.Range(0, 5).Select(_ => new RespCommand("GET", "big"))));
                Assert.Equal("PONG", good.Must("PING").Text);
                clients.ForEach(c => c.Reset());
            }
        }

        baseline.AssertRestored();
    }

    /// <summary>What arrived before a reset was sent to be done, and is done, as over kernel sockets.</summary>
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    [Over(LinkKind.Tap)]
    public void Reset_RightAfterACommand_ItIsStillExecuted(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        using (var good = node.Connect())
        {
            good.Must("DEL", "before-reset");
            for (var i = 0; i < Clients; i++)
            {
                using var client = node.Connect();
                client.Send((RespCommand[])[new("INCR", "before-reset")]);
                client.Reset();
            }

            Assert.True(SpinWait.SpinUntil(() => good.Must("GET", "before-reset").Text == $"{Clients}", TimeSpan.FromSeconds(30)), node.Log);
        }

        baseline.AssertRestored();
    }

    /// <summary>A client that is thrown out with requests still unread is told why before the reset.</summary>
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    [Over(LinkKind.Tap)]
    public void ProtocolError_WithMoreBehindIt_IsToldBeforeTheEnd(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        for (var i = 0; i < Clients; i++)
        {
            using var client = node.Connect();
            client.SendRaw(Encoding.Latin1.GetBytes("*1\r\n$x\r\n" + new string('z', 10_000)));
            Assert.Equal("-ERR Protocol error: invalid bulk length\r\n", Encoding.Latin1.GetString(client.ReceiveUntilClosed()));
        }

        baseline.AssertRestored();
    }

    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    public void Reset_InTheMiddleOfACommand_LeavesNothingBehind(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        for (var round = 0; round < 5; round++)
        {
            var clients = Enumerable.Range(0, Clients).Select(_ => node.Connect()).ToList();
            foreach (var (client, i) in clients.Select((c, i) => (c, i)))
            {
                client.SendRaw(Encoding.Latin1.GetBytes("*3\r\n$3\r\nSET\r\n$4\r\nhalf\r\n$1000\r\nabc"[..(1 + (i * 7 % 33))]));
            }

            clients.ForEach(c => c.Reset());
        }

        baseline.AssertRestored();
    }

    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.Tap)]
    public void Kill_ByTheNode_EndsTheKernelsConnections(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        var clients = Enumerable.Range(0, Clients).Select(_ => node.Connect()).ToList();
        using (var killer = node.Connect())
        {
            foreach (var client in clients)
            {
                Assert.Equal(1, killer.Must("CLIENT", "KILL", "ID", client.Must("CLIENT", "ID").Text).AsInteger);
            }
        }

        foreach (var client in clients)
        {
            Assert.Empty(client.ReceiveUntilClosed());
            client.Dispose();
        }

        baseline.AssertRestored();
    }

    /// <summary>A client that does not read is cut off with what it has not read, and told so by a reset.</summary>
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfXdp)]
    public void OutputLimit_OfASubscriberThatDoesNotRead_ResetsIt(LinkKind kind)
    {
        using var lab = new Lab(kind, "--client-output-buffer-limit", "pubsub 1mb 1mb 0");
        var node = lab.Node;
        var baseline = new Baseline(node);
        var before = node.ResidentBytes;
        using (var slow = node.Connect())
        using (var good = node.Connect())
        {
            slow.Call("SUBSCRIBE", "flood");
            var message = new string('m', 256 * 1024);
            var published = 0;
            while (published < 1_000 && good.Must("PUBLISH", "flood", message).AsInteger > 0)
            {
                published++;
            }

            Assert.InRange(published, 1, 999);
            Assert.InRange(node.ResidentBytes - before, long.MinValue, 64L << 20);
            var received = slow.ReceiveUntilClosed();
            Assert.InRange(received.Length, 1, published * (message.Length + 100));
        }

        baseline.AssertRestored();
    }

    [NetworkFact]
    public void Connect_ToAPortWhereNobodyListens_IsRefusedAtOnce()
    {
        var node = labs.Over(LinkKind.AfPacket).Node;
        using var socket = node.OpenSocket();
        var refused = Assert.Throws<SocketException>(() => socket.Connect(Link.Node4, node.Port + 1));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    [Over(LinkKind.AfXdp)]
    [Over(LinkKind.Tap)]
    public void Ipv6_ValuesBothWays_AreServedAsOverIpv4(LinkKind kind)
    {
        var node = labs.Over(kind).Node;
        var baseline = new Baseline(node);
        for (var i = 0; i < Clients; i++)
        {
            using var client = node.Connect6();
            var value = new string((char)('a' + i % 26), i * 5_000);
            client.Must("SET", "six", value);
            Assert.Equal(value, client.Must("GET", "six").Text);
            Assert.Contains($"laddr=[{Link.Node6}]:{node.Port}", client.Must("CLIENT", "INFO").Text, StringComparison.Ordinal);
        }

        baseline.AssertRestored();
    }

    /// <summary>SIGTERM ends what is open; the kernel's clients see the end, not silence.</summary>
    [NetworkFact]
    public void Shutdown_WithConnectionsOpen_EndsThem()
    {
        using var lab = new Lab(LinkKind.AfPacket);
        var clients = Enumerable.Range(0, Clients).Select(_ => lab.Node.Connect()).ToList();
        clients.ForEach(c => Assert.Equal("PONG", c.Must("PING").Text));
        Assert.Equal(0, lab.Node.Terminate(TimeSpan.FromSeconds(30)));
        foreach (var client in clients)
        {
            Assert.Empty(client.ReceiveUntilClosed());
            client.Dispose();
        }
    }
}
