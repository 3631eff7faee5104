using System.Text;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tests.Devices;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;
using Xunit;

namespace MtcpRedis.NetStack.Tests.UserSpace;

/// <summary>Two transports over one wire in memory, polled in turn by one thread.</summary>
public sealed unsafe class UserSpaceTransportTests : IDisposable
{
    private static readonly IpEndpoint Server = new(IpAddress.Parse("10.0.0.1"), 6379);
    private readonly InMemoryNicPair _pair = new();
    private readonly UserSpaceTransport _server;
    private readonly UserSpaceTransport _client;
    private readonly Log _serverLog = new();
    private readonly Log _clientLog = new();

    public UserSpaceTransportTests()
    {
        _server = new(_pair.A, new() { Interface = Address("10.0.0.1/24"), Listen = [Server] });
        _client = new(_pair.B, new() { Interface = Address("10.0.0.2/24") });
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        WireEnd.DrainAndCheck(_pair);
        _pair.Dispose();
    }

    [Fact]
    public void Connect_RequestAndReply_PassThrough()
    {
        var (client, server) = Open();
        Send(_client, client, "PING");
        Turn(() => _serverLog.Readable.Contains(server));
        Assert.Equal("PING", Receive(_server, server));
        Send(_server, server, "+PONG");
        Turn(() => _clientLog.Readable.Contains(client));
        Assert.Equal("+PONG", Receive(_client, client));
        Assert.Equal((1, 1L, 4L, 5L), (_server.Statistics.Open, _server.Statistics.Accepted, _server.Statistics.ReceivedBytes, _server.Statistics.SentBytes));
    }

    [Fact]
    public void Release_AfterReceive_GivesThePacketBackAtOnce()
    {
        var (client, server) = Open();
        Send(_client, client, "PING");
        Turn(() => _serverLog.Readable.Contains(server));
        var buffer = stackalloc byte[16];
        Assert.Equal(4, _server.Receive(server, buffer, 16, out var data, out var more));
        Assert.True(data != buffer, "the bytes lie in the packet");
        Assert.Equal((false, 1), (more, _server.Tcp.HeldPackets));
        _server.Release(server);
        Assert.Equal(0, _server.Tcp.HeldPackets);
        _server.Release(server);
        Assert.Equal(0, _server.Tcp.HeldPackets);
    }

    [Fact]
    public void Receive_WhileALentPacketIsOut_TellsOfWhatCameSince()
    {
        var (client, server) = Open();
        Send(_client, client, "one");
        Turn(() => _serverLog.Readable.Contains(server));
        var buffer = stackalloc byte[16];
        Assert.Equal(3, _server.Receive(server, buffer, 16, out var data, out var more));
        Assert.False(more);
        _serverLog.Readable.Clear();
        Send(_client, client, "two");
        _client.Close(client);
        Turn(() => _serverLog.Readable.Contains(server));
        Assert.Equal("one", Encoding.ASCII.GetString(data, 3));
        Assert.Equal("two<end>", Receive(_server, server));
    }

    [Fact]
    public void Endpoints_OfAConnection_NameBothEnds()
    {
        var (client, server) = Open();
        Assert.Equal("10.0.0.1:6379", _server.Endpoints(server).Local);
        Assert.Equal(_client.Endpoints(client).Local, _server.Endpoints(server).Peer);
    }

    [Fact]
    public void Close_ByThePeer_IsSeenAsEndOfStream()
    {
        var (client, server) = Open();
        Send(_client, client, "bye");
        _client.Close(client);
        Turn(() => _serverLog.Readable.Contains(server));
        Assert.Equal("bye<end>", Receive(_server, server));
        _server.Close(server);
        Assert.Equal(0, _server.Statistics.Open);
        Assert.Throws<ArgumentOutOfRangeException>(() => Receive(_server, server));
    }

    [Fact]
    public void Abort_ByThePeer_ClosesTheSlot()
    {
        var (client, server) = Open();
        _client.Abort(client);
        Turn(() => _serverLog.Closed.Contains(server));
        Assert.Equal(0, _server.Statistics.Open);
    }

    [Fact]
    public void Send_LargeVector_ArrivesWholeThroughBackPressure()
    {
        var (client, server) = Open();
        var data = new byte[3_000_000];
        new Random(1).NextBytes(data);
        var received = new List<byte>();
        var sent = 0;
        var buffer = new byte[65536];
        fixed (byte* source = data, into = buffer)
        {
            while (received.Count < data.Length)
            {
                if (sent < data.Length)
                {
                    var half = (data.Length - sent) / 2;
                    var taken = _client.SendVector(client, [new(source + sent, half), new(source + sent + half, data.Length - sent - half)]);
                    Assert.True(taken >= 0);
                    sent += taken;
                }
                Poll();
                int count;
                while ((count = _server.Receive(server, into, buffer.Length, out var at, out _)) > 0)
                    received.AddRange(new ReadOnlySpan<byte>(at, count));
            }
        }
        Assert.True(data.AsSpan().SequenceEqual(received.ToArray()));
        Assert.True(_client.Statistics.ShortSends > 0);
    }

    [Fact]
    public void Connect_ToAClosedPort_ClosesTheSlot()
    {
        Assert.True(_client.TryConnect(Server with { Port = 1 }, out var connection));
        Turn(() => _clientLog.Closed.Contains(connection));
        Assert.Equal(0, _client.Statistics.Open);
    }

    [Fact]
    public void Wake_FromAnotherThread_EndsAWaitingPoll()
    {
        var waker = new Thread(_server.Wake);
        waker.Start();
        _server.Poll(-1, _serverLog);
        waker.Join();
        Assert.Equal(1, _server.Statistics.Wakes);
    }

    [Fact]
    public void Listen_AddressOfSomebodyElse_IsRefused()
    {
        using var pair = new InMemoryNicPair(buffers: 64);
        var error = Assert.Throws<TransportException>(() => new UserSpaceTransport(pair.A,
            new() { Interface = Address("10.0.0.1/24"), Listen = [new(IpAddress.Parse("10.0.0.7"), 6379)] }));
        Assert.Equal("Cannot assign requested address", error.Message);
    }

    private static NetInterfaceOptions Address(string text) => new() { Addresses = [InterfaceAddress.Parse(text)] };

    private (int Client, int Server) Open()
    {
        Assert.True(_client.TryConnect(Server, out var client));
        Turn(() => _serverLog.Accepted.Count > 0 && _clientLog.Writable.Contains(client));
        return (client, _serverLog.Accepted[^1]);
    }

    private void Turn(Func<bool> until)
    {
        for (var i = 0; i < 1_000_000 && !until(); i++)
            Poll();
        Assert.True(until());
    }

    private void Poll()
    {
        _client.Flush();
        _server.Poll(0, _serverLog);
        _server.Flush();
        _client.Poll(0, _clientLog);
    }

    private static void Send(ITransport transport, int connection, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        fixed (byte* data = bytes)
            Assert.Equal(bytes.Length, transport.Send(connection, data, bytes.Length));
    }

    private static string Receive(ITransport transport, int connection)
    {
        var text = new StringBuilder();
        var buffer = stackalloc byte[256];
        int count;
        while ((count = transport.Receive(connection, buffer, 256, out var data, out _)) > 0)
            text.Append(Encoding.ASCII.GetString(data, count));
        return text.Append(count == ReceiveResult.EndOfStream ? "<end>" : count == ReceiveResult.Failed ? "<failed>" : "").ToString();
    }

    private sealed class Log : ITransportEvents
    {
        internal List<int> Accepted { get; } = [];

        internal HashSet<int> Readable { get; } = [];

        internal HashSet<int> Writable { get; } = [];

        internal HashSet<int> Closed { get; } = [];

        public void OnAccepted(int connection) => Accepted.Add(connection);

        public void OnReadable(int connection) => Readable.Add(connection);

        public void OnWritable(int connection) => Writable.Add(connection);

        public void OnClosed(int connection) => Closed.Add(connection);
    }
}
