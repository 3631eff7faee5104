using System.Text;
using MtcpRedis.NetStack.Transport.InMemory;
using Xunit;

namespace MtcpRedis.Server.Tests.Runtime;

/// <summary>maxmemory-clients: those that take most memory are disconnected, no more of them than needed.</summary>
public sealed class ClientEvictionTests
{
    private const int Unit = 200_000;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void SumOverTheLimit_LargestClientsGo_SmallOnesAndProtectedOnesStay(int cores)
    {
        using var node = new TestNode(cores);
        TestClient admin = node.Connect();
        TestClient guarded = node.Connect(cores - 1);
        guarded.Call("CLIENT", "NO-EVICT", "on");
        SendHalf(guarded.Peer, 40 * Unit);
        InMemoryPeer[] peers = Enumerable.Range(1, 4).Select(i =>
        {
            InMemoryPeer peer = node.ConnectRaw(i % cores);
            SendHalf(peer, 8 * i * Unit);
            return peer;
        }).ToArray();
        TestNode.Eventually(() => node.Host.Node.Clients.Snapshot().Sum(s => (long)s.Input.Length) > 119 * Unit);

        // Among the four, the two largest have a size that the other two together do not reach.
        long small = node.Host.Node.Clients.Snapshot().Where(s => !s.NoEvict && s.Input.Length < 20 * Unit).Sum(s => (long)s.Input.Capacity);
        Assert.Equal("OK", admin.Call("CONFIG", "SET", "maxmemory-clients", $"{small + 100_000}").Text);

        TestNode.Eventually(() => peers[2].WasReset && peers[3].WasReset);
        Thread.Sleep(300);
        Assert.False(peers[0].WasReset || peers[1].WasReset || guarded.Peer.WasReset);
        Assert.Contains("evicted_clients:2\r\n", admin.Call("INFO", "stats").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ShareOfMaxMemory_WithoutMaxMemory_IsNoLimit()
    {
        using var node = new TestNode(1, "--maxmemory-clients", "1%");
        TestClient admin = node.Connect();
        InMemoryPeer peer = node.ConnectRaw();
        SendHalf(peer, 8 * Unit);
        Thread.Sleep(300);
        Assert.False(peer.WasReset);
        admin.Call("CONFIG", "SET", "maxmemory", "50mb");
        TestNode.Eventually(() => peer.WasReset);
        Assert.Equal("PONG", admin.Call("PING").Text);
    }

    [Fact]
    public void ClientList_HalfARequest_IsPartOfItsMemory()
    {
        using var node = new TestNode(1);
        TestClient admin = node.Connect();
        SendHalf(node.ConnectRaw(), 8 * Unit);
        TestNode.Eventually(() => admin.Call("CLIENT", "LIST").Text.Split('\n').Any(line => TotalOf(line) > 8 * Unit));
    }

    private static long TotalOf(string line) =>
        line.Split(' ').FirstOrDefault(field => field.StartsWith("tot-mem=", StringComparison.Ordinal)) is { } field ? long.Parse(field[8..]) : 0;

    /// <summary>Sends the beginning of a request that is a little longer.</summary>
    private static void SendHalf(InMemoryPeer peer, int bytes)
    {
        peer.Write(Encoding.ASCII.GetBytes($"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n${bytes + 1000}\r\n"));
        peer.Write(new byte[bytes]);
    }
}
