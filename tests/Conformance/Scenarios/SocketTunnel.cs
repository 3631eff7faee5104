using System.Net;
using System.Net.Sockets;
using MtcpRedis.TestKit;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Gives StackExchange.Redis connections over sockets that can reach the server, wherever in the network it is.</summary>
public sealed class SocketTunnel(ServerProcess server) : Tunnel
{
    public override ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EndPoint?>(null);

    public override async ValueTask<Stream?> BeforeAuthenticateAsync(
        EndPoint endpoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken)
    {
        var own = server.OpenSocket();
        try
        {
            await own.ConnectAsync(server.EndPoint, cancellationToken);
            return new NetworkStream(own, ownsSocket: true);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }
}
