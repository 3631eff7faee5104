using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>CONFIG SET port and bind: the server listens elsewhere from then on, and who is connected stays connected.</summary>
[Trait("Family", "scenarios")]
public sealed class ListeningTests : IDisposable
{
    private readonly Pair _pair = new(cores: 4);

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void Port_Changes_NewOneServesAndFormerOneRefuses()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("SET", "k", "v");
            var port = FreePort.Next();
            var reply = client.Call("CONFIG", "SET", "port", $"{port}");
            using var moved = RespClient.Connect(port);
            return $"{reply} {client.Call("GET", "k")} {moved.Call("GET", "k")} {CanConnect(server.Port)}"
                + $" {client.Call("CONFIG", "GET", "port").Items[1].Text == $"{port}"}";
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Port_IsTaken_IsRefusedAndNothingChanges()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
            taken.Start();
            var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
            var reply = client.Call("CONFIG", "SET", "port", $"{port}");
            return $"{reply} {CanConnect(server.Port)} {client.Call("CONFIG", "GET", "port").Items[1].Text == $"{server.Port}"}";
        });
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("127.0.0.1 127.0.0.9", "127.0.0.9", true)]
    [InlineData("127.0.0.9", "127.0.0.1", false)]
    [InlineData("127.0.0.1 192.0.2.77", "127.0.0.1", true)]
    [InlineData("127.0.0.1 -192.0.2.77", "127.0.0.1", true)]
    public void Bind_Changes_OnlyThoseAddressesServe(string addresses, string asked, bool serves)
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            var reply = client.Call("CONFIG", "SET", "bind", addresses);
            Assert.Equal(serves, CanConnect(server.Port, asked));
            return $"{reply} {client.Call("PING")} {client.Call("CONFIG", "GET", "bind").Items[1]}";
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Port_ChangesWhileClientsConnect_EveryConnectionIsServedOrRefused()
    {
        var server = _pair.Subject;
        using var admin = server.Connect();
        var (ports, current) = (new[] { server.Port, FreePort.Next() }, 0);
        for (var round = 0; round < 20; round++)
        {
            current = 1 - current;
            Assert.Equal("OK", admin.Must("CONFIG", "SET", "port", $"{ports[current]}").Text);
            for (var i = 0; i < 8; i++)
            {
                using var client = RespClient.Connect(ports[current]);
                Assert.Equal("PONG", client.Must("PING").Text);
            }

            Assert.False(CanConnect(ports[1 - current]));
        }
    }

    private static bool CanConnect(int port, string address = "127.0.0.1")
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        try
        {
            socket.Connect(System.Net.IPAddress.Parse(address), port);
            return true;
        }
        catch (System.Net.Sockets.SocketException refused)
            when (refused.SocketErrorCode == System.Net.Sockets.SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
