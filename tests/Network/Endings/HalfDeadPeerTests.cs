using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MtcpRedis.Conformance.Scenarios;
using MtcpRedis.Network.Clients;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Network.Endings;

/// <summary>Peers from which nothing comes any more, while others go on: keep-alive and the limits of output get rid of them.</summary>
public sealed class HalfDeadPeerTests
{
    private const int Clients = 50;
    private static readonly IPAddress s_dying = IPAddress.Parse("10.99.7.7");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>What the peers send vanishes; what the node sends arrives.</summary>
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    public async Task Keepalive_OfPeersThatCannotSend_RemovesThem(LinkKind kind)
    {
        using var lab = new Lab(kind, "--tcp-keepalive", "1");
        var baseline = new Baseline(lab.Node);
        var dying = Connect(lab);
        await using (var good = new GoodClients(lab.Node, count: 10))
        {
            lab.Peer.Ip($"rule add from {s_dying} blackhole");
            await AwaitClientsAsync(lab, 10 + 1);
            await good.AwaitRoundsAsync(3);
            await good.FinishAsync();
        }

        dying.ForEach(c => c.Dispose());
        baseline.AssertRestored();
    }

    /// <summary>The whole other end is gone at once, as with a cable that is pulled.</summary>
    [NetworkFact]
    public async Task Keepalive_WithTheLinkDown_RemovesAllAndTheNodeServesWhenItIsUpAgain()
    {
        using var lab = new Lab(LinkKind.AfPacket, "--tcp-keepalive", "1");
        var baseline = new Baseline(lab.Node);
        var clients = Connect(lab);
        lab.Peer.Ip($"link set {lab.Link.Interface} down");
        await Task.Delay(TimeSpan.FromSeconds(8));
        lab.Peer.Ip($"link set {lab.Link.Interface} up");
        await AwaitClientsAsync(lab, 1);
        clients.ForEach(c => c.Dispose());
        baseline.AssertRestored();
    }

    /// <summary>They subscribed and cannot acknowledge: what is published for them piles up only to the limit.</summary>
    [NetworkFact]
    public async Task OutputLimit_OfSubscribersThatCannotAcknowledge_RemovesThem()
    {
        using var lab = new Lab(LinkKind.AfPacket, "--client-output-buffer-limit", "pubsub 256kb 256kb 0", "--tcp-keepalive", "0");
        var baseline = new Baseline(lab.Node);
        var dying = Connect(lab);
        dying.ForEach(c => c.Call("SUBSCRIBE", "news"));
        lab.Peer.Ip($"rule add from {s_dying} blackhole");
        var before = lab.Node.ResidentBytes;
        using (var good = lab.Node.Connect())
        {
            var message = new string('m', 100_000);
            for (var i = 0; i < 100 && good.Must("PUBLISH", "news", message).AsInteger > 0; i++)
            {
                Assert.Equal("PONG", good.Must("PING").Text);
            }

            Assert.Equal(0, good.Must("PUBLISH", "news", "anybody there?").AsInteger);
        }

        Assert.InRange(lab.Node.ResidentBytes - before, long.MinValue, 256L << 20);
        await AwaitClientsAsync(lab, 1);
        dying.ForEach(c => c.Dispose());
        lab.Peer.Ip($"rule del from {s_dying} blackhole");
        baseline.AssertRestored();
    }

    private static List<RespClient> Connect(Lab lab)
    {
        lab.Peer.Ip($"addr add {s_dying}/16 dev {lab.Link.Interface}");
        return Enumerable.Range(0, Clients).Select(_ =>
        {
            var socket = lab.Node.OpenSocket();
            socket.Bind(new IPEndPoint(s_dying, 0));
            var client = RespClient.Connect(socket, lab.Node.EndPoint);
            Assert.Equal("PONG", client.Must("PING").Text);
            return client;
        }).ToList();
    }

    private static async Task AwaitClientsAsync(Lab lab, long wanted)
    {
        using var observer = Reconnect(lab);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var clients = ArenaBaseline.Info(observer, "clients", "connected_clients");
            if (clients == wanted)
            {
                return;
            }

            Assert.True(
                Stopwatch.GetElapsedTime(started) < s_patience, $"{clients} clients are left instead of {wanted}:\n{observer.Must("CLIENT", "LIST").Text}");
            await Task.Delay(20);
        }
    }

    /// <summary>After the link was down the kernel may have to learn first where the node is.</summary>
    private static RespClient Reconnect(Lab lab)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return lab.Node.Connect();
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(started) < s_patience)
            {
                Thread.Sleep(50);
            }
        }
    }
}
