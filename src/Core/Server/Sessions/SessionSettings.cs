using MtcpRedis.Core.Settings;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Sessions;

/// <summary>What sessions read of the configuration, as one immutable snapshot.</summary>
internal sealed record SessionSettings
{
    /// <summary><c>maxclients</c>.</summary>
    public long MaxClients { get; init; } = 10000;

    /// <summary><c>timeout</c> in seconds; 0: idle clients stay.</summary>
    public int TimeoutSeconds { get; init; }

    /// <summary><c>tcp-keepalive</c> in seconds; 0: off.</summary>
    public int KeepAliveSeconds { get; init; } = 300;

    /// <summary><c>client-query-buffer-limit</c> in bytes.</summary>
    public long QueryBufferLimit { get; init; } = 1L << 30;

    /// <summary><c>proto-max-bulk-len</c> in bytes.</summary>
    public long MaxBulkLength { get; init; } = 512L << 20;

    /// <summary><c>client-output-buffer-limit</c>.</summary>
    public OutputBufferLimits OutputLimits { get; init; } = OutputBufferLimits.Default;

    /// <summary><c>maxmemory-clients</c>.</summary>
    public MemoryOrPercent MaxMemoryClients { get; init; }

    /// <summary><c>requirepass</c>; empty: none.</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>Whether only local clients are let in: <c>protected-mode</c> is on and there is no password.</summary>
    public bool LocalOnly { get; init; }

    /// <summary>A live snapshot that follows CONFIG SET.</summary>
    public static Live<SessionSettings> Follow(ConfigRegistry registry)
    {
        var live = new Live<SessionSettings>(From(registry.Settings));
        registry.Changed += _ => live.Publish(From(registry.Settings));
        return live;
    }

    private static SessionSettings From(ServerSettings settings)
    {
        NetworkSettings network = settings.Network.Value;
        ClientSettings clients = settings.Clients.Value;
        ReadOnlyMemory<byte> password = settings.Security.Value.RequirePass;
        return new SessionSettings
        {
            MaxClients = clients.MaxClients,
            TimeoutSeconds = network.TimeoutSeconds,
            KeepAliveSeconds = network.TcpKeepAliveSeconds,
            QueryBufferLimit = clients.QueryBufferLimit,
            MaxBulkLength = clients.ProtoMaxBulkLength,
            OutputLimits = clients.OutputBufferLimits,
            MaxMemoryClients = clients.MaxMemoryClients,
            Password = password,
            LocalOnly = network.ProtectedMode && password.IsEmpty,
        };
    }
}
