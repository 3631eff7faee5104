using System.Net;
using System.Net.Sockets;
using MtcpRedis.Bench.Options;

namespace MtcpRedis.Bench.Transport;

/// <summary>Where the sockets connect to: the address in the kernel's form.</summary>
internal sealed class SocketTarget
{
    private SocketTarget(int family, byte[] address, string name) => (Family, Address, Name) = (family, address, name);

    /// <summary>AF_INET, AF_INET6 or AF_UNIX as Linux numbers them.</summary>
    public int Family { get; }

    /// <summary>The sockaddr bytes.</summary>
    public byte[] Address { get; }

    /// <summary>For messages: host:port or the socket's path.</summary>
    public string Name { get; }

    /// <summary>Resolves the target of a run.</summary>
    /// <exception cref="OptionException">The host has no address or the path is longer than a socket address takes (107 bytes).</exception>
    public static SocketTarget Of(BenchOptions options)
    {
        try
        {
            if (options.UnixSocket is { } path)
            {
                return new SocketTarget(Libc.AfUnix, Bytes(new UnixDomainSocketEndPoint(path)), path);
            }

            var ip = IPAddress.TryParse(options.Host, out var parsed) ? parsed : Dns.GetHostAddresses(options.Host)[0];
            var family = ip.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.AfInet6 : Libc.AfInet;
            return new SocketTarget(family, Bytes(new IPEndPoint(ip, options.Port)), $"{options.Host}:{options.Port}");
        }
        catch (SocketException e)
        {
            throw new OptionException($"cannot resolve '{options.Host}': {e.Message}");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new OptionException($"'{options.UnixSocket}' is too long for a Unix socket's path (at most 107 bytes)");
        }
    }

    private static byte[] Bytes(EndPoint endPoint)
    {
        var address = endPoint.Serialize();
        return address.Buffer[..address.Size].ToArray();
    }
}
