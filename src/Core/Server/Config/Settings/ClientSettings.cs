using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>The limits of clients.</summary>
public sealed record ClientSettings
{
    /// <summary><c>maxclients</c>.</summary>
    public required long MaxClients { get; init; }

    /// <summary><c>client-query-buffer-limit</c>, in bytes.</summary>
    public required long QueryBufferLimit { get; init; }

    /// <summary><c>proto-max-bulk-len</c>, in bytes.</summary>
    public required long ProtoMaxBulkLength { get; init; }

    /// <summary><c>client-output-buffer-limit</c>.</summary>
    public required OutputBufferLimits OutputBufferLimits { get; init; }

    /// <summary><c>maxmemory-clients</c>; a share is one of <c>maxmemory</c>.</summary>
    public required MemoryOrPercent MaxMemoryClients { get; init; }

    internal static ClientSettings From(ConfigValues values) => new()
    {
        MaxClients = values.Get(ClientDirectives.Maxclients),
        QueryBufferLimit = (long)values.Get(ClientDirectives.ClientQueryBufferLimit),
        ProtoMaxBulkLength = (long)values.Get(ClientDirectives.ProtoMaxBulkLen),
        OutputBufferLimits = values.Get(ClientDirectives.ClientOutputBufferLimit),
        MaxMemoryClients = values.Get(ClientDirectives.MaxmemoryClients),
    };
}
