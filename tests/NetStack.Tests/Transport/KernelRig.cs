using System.Net;
using System.Net.Sockets;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.Kernel;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Kernel sockets over one address family.</summary>
internal sealed class KernelRig : TransportRig
{
    private readonly KernelSocketTransport _transport;
    private readonly EndPoint _endPoint;

    public KernelRig(AddressFamily family = AddressFamily.InterNetwork, int backlog = 511, int gatherMicroseconds = 0)
    {
        string? path = family == AddressFamily.Unix ? NewPath() : null;
        IPAddress address = family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        Listeners = ListenerSet.Create(new ListenOptions
        {
            Addresses = [address.ToString()],
            Port = path is null ? ListenOptions.EphemeralPort : 0,
            UnixSocketPath = path,
            Backlog = backlog,
        });
        _endPoint = path is null ? new IPEndPoint(address, Listeners.Port) : new UnixDomainSocketEndPoint(path);
        _transport = new KernelSocketTransport(Listeners, 0, gatherMicroseconds);
    }

    public ListenerSet Listeners { get; }

    public override ITransport Transport => _transport;

    public override IRigPeer Connect() => ConnectSocket();

    public SocketPeer ConnectSocket(int receiveBuffer = 0) => new(_endPoint, receiveBuffer);

    public static string NewPath() => Path.Combine(Path.GetTempPath(), $"mtcp-{Guid.NewGuid():N}.sock");

    public override void Dispose()
    {
        base.Dispose();
        Listeners.Dispose();
    }
}
