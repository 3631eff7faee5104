using System.Net;
using System.Net.Sockets;

namespace MtcpRedis.TestKit;

/// <summary>Finds a TCP port on the loopback address that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A port that was free a moment ago; whoever uses it must be ready to try again with another.</summary>
    public static int Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
