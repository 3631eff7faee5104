using System.Net;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Opens the listeners of all cores for one address.</summary>
internal static class TcpListeners
{
    /// <summary>
    /// Opens <paramref name="cores"/> listeners on one address and port. The first one is bound and listening before it is opened for sharing, so a
    /// port that anybody else listens on, sharing or not, is refused.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port; 0 lets the system choose, and the choice is returned.</param>
    /// <param name="backlog">Queue length of each listener.</param>
    /// <param name="cores">How many.</param>
    /// <param name="descriptors">Receives the listeners; those opened before a failure are in it too.</param>
    /// <exception cref="TransportException">A system call failed.</exception>
    public static int Open(IPAddress address, int port, int backlog, int cores, List<int> descriptors)
    {
        string endpoint = SocketName.Format(address, port);
        for (int core = 0; core < cores; core++)
        {
            bool first = core == 0;
            int descriptor = CreateSocket(address, endpoint);
            descriptors.Add(descriptor);
            if (!first)
            {
                SetOption(descriptor, SocketConstants.LevelSocket, SocketConstants.ReusePort, endpoint);
            }

            SocketName name = SocketName.ForAddress(address, port);
            KernelError.Check(name.Bind(descriptor), "bind", endpoint);
            KernelError.Check(Libc.Listen(descriptor, backlog), "listen", endpoint);
            if (first)
            {
                port = ReadPort(descriptor, endpoint);
                if (cores > 1)
                {
                    SetOption(descriptor, SocketConstants.LevelSocket, SocketConstants.ReusePort, endpoint);
                }
            }
        }

        return port;
    }

    private static int CreateSocket(IPAddress address, string endpoint)
    {
        bool v6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        int type = SocketConstants.TypeStream | SocketConstants.TypeNonBlocking | SocketConstants.TypeCloseOnExec;
        int descriptor = KernelError.Check(Libc.Socket(v6 ? SocketConstants.FamilyInet6 : SocketConstants.FamilyInet, type), "socket", endpoint);
        try
        {
            SetOption(descriptor, SocketConstants.LevelSocket, SocketConstants.ReuseAddress, endpoint);
            if (v6)
            {
                SetOption(descriptor, SocketConstants.LevelIPv6, SocketConstants.IPv6Only, endpoint);
            }
        }
        catch (TransportException)
        {
            _ = Libc.Close(descriptor);
            throw;
        }

        return descriptor;
    }

    private static void SetOption(int descriptor, int level, int name, string endpoint) =>
        KernelError.Check(Libc.SetOption(descriptor, level, name, 1), "setsockopt", endpoint);

    private static int ReadPort(int descriptor, string endpoint) =>
        SocketName.TryGetLocal(descriptor, out SocketName name)
            ? name.Port
            : throw new TransportException("getsockname", endpoint, 0, "The port cannot be read");
}
