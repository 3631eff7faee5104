using System.Diagnostics;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.StackBench;

/// <summary>A client's and a server's transport on the two ends of a wire in memory.</summary>
internal sealed class StackPair : IDisposable
{
    private static readonly IpEndpoint ServerEnd = new(IpAddress.Parse("10.0.0.1"), 6379);
    private readonly InMemoryNicPair _wire = new(buffers: 16_384, ringSize: 4096);

    internal StackPair(ITransportEvents server, ITransportEvents client, TcpStackOptions? tcp = null)
    {
        (ServerEvents, ClientEvents) = (server, client);
        var options = tcp ?? new TcpStackOptions();
        Server = new(_wire.A, new() { Interface = Address("10.0.0.1/24"), Listen = [ServerEnd], Tcp = options, Backlog = 4096 });
        // Several addresses, because one has too few ports for very many connections to one endpoint.
        Client = new(_wire.B, new() { Interface = Address("10.0.0.2/24", "10.0.0.3/24", "10.0.0.4/24", "10.0.0.5/24"), Tcp = options });
    }

    internal UserSpaceTransport Server { get; }

    internal UserSpaceTransport Client { get; }

    private ITransportEvents ServerEvents { get; }

    private ITransportEvents ClientEvents { get; }

    /// <summary>Opens a connection from one of the client's addresses; it needs turns to be established.</summary>
    internal int Connect(int source = 0)
    {
        var local = new IpEndpoint(IpAddress.Parse($"10.0.0.{2 + source}"), 0);
        return Client.TryConnect(ServerEnd, out var connection, local)
            ? connection
            : throw new InvalidOperationException("no connection can be opened");
    }

    /// <summary>Lets both ends do one turn.</summary>
    internal void Turn()
    {
        Client.Poll(0, ClientEvents);
        Client.Flush();
        Server.Poll(0, ServerEvents);
        Server.Flush();
    }

    /// <summary>Opens so many connections and waits until all of them stand.</summary>
    internal void Open(int connections, Func<int> accepted)
    {
        const int burst = 256;
        for (var opened = 0; opened < connections;)
        {
            for (var end = Math.Min(opened + burst, connections); opened < end; opened++)
                Connect(opened / 25_000);
            TurnUntil(() => accepted() >= opened);
        }
    }

    internal void TurnUntil(Func<bool> condition)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > 20)
                throw new InvalidOperationException("the load does not get going");
            Turn();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _wire.Dispose();
    }

    private static NetInterfaceOptions Address(params string[] addresses) =>
        new() { Addresses = [.. addresses.Select(InterfaceAddress.Parse)], NeighbourReachableTime = 3_600_000_000 };
}
