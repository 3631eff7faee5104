using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Tests.Simulation;
using MtcpRedis.NetStack.Wire.Addresses;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>What the stack promises to cost: nothing on the managed heap per packet, little per idle connection, and no leak over many connections.</summary>
public sealed unsafe class CostTests : IDisposable
{
    private readonly InMemoryNicPair _pair = new();
    private readonly SimulatedHost _client;
    private readonly SimulatedHost _server;
    private readonly TcpListener _listener;
    private readonly byte[] _buffer = new byte[4096];
    private long _now = 1_000_000;

    public CostTests()
    {
        var options = new TcpStackOptions { TimeWait = 1_000_000 };
        _client = new SimulatedHost(_pair.A, "10.0.0.2/24", new FaultOptions(), options, 1);
        _server = new SimulatedHost(_pair.B, "10.0.0.1/24", new FaultOptions(), options, 2);
        _listener = _server.Tcp.Listen(_server.Address, 6379);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public void RequestsAndReplies_InSteadyState_AllocateNothing()
    {
        var (client, server) = Open();
        Exchange(client, server, 2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(client, server, 10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(12_000 * 4, client.Statistics.BytesReceived);
    }

    [Fact]
    public void IdleConnections_Many_CostUnderTwoKibibytesEach()
    {
        const int count = 4000;
        Open();
        // What this thread allocates bounds what the connections keep, and other tests running meanwhile do not count.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
            Open();
        var perEnd = (GC.GetAllocatedBytesForCurrentThread() - before) / (2 * count);
        Assert.Equal((0L, 0, count + 1), (_server.Tcp.BufferBytes, _server.Tcp.HeldPackets, _server.Tcp.ConnectionCount));
        Assert.InRange(perEnd, 200, 2048);
    }

    [Fact]
    public void Connections_OpenedAndClosedManyTimes_LeaveNothingBehind()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var (client, server) = Open();
            Exchange(client, server, 1);
            client.Close();
            Turn();
            server.Close();
            Turn();
            _now += 200;
        }
        for (var i = 0; i < 4; i++)
            Turn();
        _now += 2_000_000;
        Turn();
        Assert.Equal((0, 0, 0L, 0L), (_client.Tcp.ConnectionCount, _server.Tcp.ConnectionCount, _client.Tcp.BufferBytes, _server.Tcp.BufferBytes));
        Assert.Equal(_pair.Pool.Count, _pair.Pool.Available);
    }

    private (TcpConnection Client, TcpConnection Server) Open()
    {
        var client = _client.Tcp.Connect(new IpEndpoint(_server.Address, 6379), _now)!;
        TcpConnection? server = null;
        for (var i = 0; i < 10 && server is null; i++)
        {
            Turn();
            if (_listener.TryAccept(out var accepted))
                server = accepted;
        }
        Turn();
        Assert.NotNull(server);
        return (client, server);
    }

    private void Exchange(TcpConnection client, TcpConnection server, int times)
    {
        fixed (byte* buffer = _buffer)
        {
            for (var i = 0; i < times; i++)
            {
                client.Send("ping"u8);
                Turn();
                while (server.Receive(buffer, 4096, out _) > 0)
                    server.Send("pong"u8);
                Turn();
                Turn();
                while (client.Receive(buffer, 4096, out _) > 0)
                {
                }
            }
        }
    }

    private void Turn()
    {
        _now += 10;
        foreach (var host in (ReadOnlySpan<SimulatedHost>)[_client, _server])
        {
            while (host.PollIngress(_now) > 0)
            {
            }
            while (host.Tcp.TryTakeReady(out _, out _))
            {
            }
            host.Net.PollEgress(_now);
        }
    }
}
