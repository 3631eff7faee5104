using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about listening and connections.</summary>
internal static class NetworkDirectives
{
    public static readonly DirectiveGroup Group = new("Network");

    public static readonly Directive<IReadOnlyList<string>> Bind = Group.Add(
        "bind", new AddressesKind(), ["*", "-::*"],
        "Local addresses to listen on. A minus sign before an address: the server starts without it where the machine "
        + "has no such address. Empty: no TCP.", InEffect);

    public static readonly Directive<long> Port = Group.Add("port", PortNumber, 6379, "TCP port for clients; 0 listens on none.", InEffect);

    public static readonly Directive<long> TcpBacklog = Group.Add(
        "tcp-backlog", Count, 511,
        "Connections that the kernel completes and keeps until they are accepted; the kernel caps it at "
        + "net.core.somaxconn.", Fixed | InEffect);

    public static readonly Directive<string> Unixsocket = Group.Add(
        "unixsocket", FilePath, "",
        "Path of a Unix socket for clients on this machine; empty listens on none.", Fixed | InEffect);

    public static readonly Directive<int> Unixsocketperm = Group.Add(
        "unixsocketperm", new OctalKind(), 0,
        "Permissions of the Unix socket; 0 leaves them to the umask.", Fixed | InEffect);

    public static readonly Directive<long> Timeout = Group.Add(
        "timeout", Count, 0,
        "Seconds after which an idle client is disconnected; 0 never.", InEffect);

    public static readonly Directive<long> TcpKeepalive = Group.Add(
        "tcp-keepalive", Count, 300,
        "Seconds of silence after which TCP asks whether a client is still there; 0 never.", InEffect);

    public static readonly Directive<bool> ProtectedMode = Group.Add(
        "protected-mode", Bool, true,
        "Without a password, serve only clients on this machine.", InEffect);

    public static readonly Directive<string> BindSourceAddr = Group.Add(
        "bind-source-addr", Text, "",
        "Local address of connections that this node opens to other nodes.");

    public static readonly Directive<long> SocketMarkId = Group.Add(
        "socket-mark-id", new IntegerKind(0, uint.MaxValue), 0,
        "Mark that listening sockets carry for the kernel's routing and filters; 0 sets none.", Fixed);
}
