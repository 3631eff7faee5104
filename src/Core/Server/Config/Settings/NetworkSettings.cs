using MtcpRedis.Server.Config.Directives.Serving;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>Where and how the server listens, and how it treats idle connections.</summary>
public sealed record NetworkSettings
{
    /// <summary><c>bind</c>: the addresses to listen on; empty for none.</summary>
    public required IReadOnlyList<BindAddress> Bind { get; init; }

    /// <summary><c>port</c>: 0 listens on no TCP port.</summary>
    public required int Port { get; init; }

    /// <summary><c>tcp-backlog</c>.</summary>
    public required int TcpBacklog { get; init; }

    /// <summary><c>unixsocket</c>: path of the Unix socket, empty for none.</summary>
    public required string UnixSocket { get; init; }

    /// <summary><c>unixsocketperm</c>: permissions of the Unix socket; 0 leaves them to the umask.</summary>
    public required UnixFileMode UnixSocketPermissions { get; init; }

    /// <summary><c>timeout</c>: seconds after which an idle client is disconnected; 0 never.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary><c>tcp-keepalive</c>: seconds of silence before TCP asks; 0 never.</summary>
    public required int TcpKeepAliveSeconds { get; init; }

    /// <summary><c>protected-mode</c>: without a password, serve only clients on this machine.</summary>
    public required bool ProtectedMode { get; init; }

    internal static NetworkSettings From(ConfigValues values) => new()
    {
        Bind = values.Get(NetworkDirectives.Bind).Select(a => BindAddress.Of(ConfigText.ToDisplay(a))).ToList(),
        Port = (int)values.Get(NetworkDirectives.Port),
        TcpBacklog = (int)values.Get(NetworkDirectives.TcpBacklog),
        UnixSocket = ConfigText.ToDisplay(values.Get(NetworkDirectives.Unixsocket)),
        UnixSocketPermissions = (UnixFileMode)values.Get(NetworkDirectives.Unixsocketperm),
        TimeoutSeconds = (int)values.Get(NetworkDirectives.Timeout),
        TcpKeepAliveSeconds = (int)values.Get(NetworkDirectives.TcpKeepalive),
        ProtectedMode = values.Get(NetworkDirectives.ProtectedMode),
    };
}
