using System.Net;
using System.Net.Sockets;

namespace MtcpRedis.TestKit;

/// <summary>Finds a TCP port on the loopback address that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Below the range from which Linux takes the local ports of outgoing connections, which come and go all the time.</summary>
    private const int First = 10_000;
    private const int End = 30_000;

    /// <summary>A port that was free a moment ago; whoever uses it must be ready to try again with another.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
            }
        }
    }
}
