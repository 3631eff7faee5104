namespace MtcpRedis.Server.Config.Values;

/// <summary>What carries the clients' bytes: the directive <c>mtcp.transport</c>.</summary>
public enum TransportKind
{
    /// <summary><c>sockets</c>: the kernel's sockets with epoll; needs no privileges.</summary>
    Sockets,

    /// <summary><c>dpdk</c>: our own TCP/IP stack over DPDK, and the kernel's sockets beside it.</summary>
    Dpdk,
}
