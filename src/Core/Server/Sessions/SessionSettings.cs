namespace MtcpRedis.Server.Sessions;

/// <summary>What sessions read of the configuration, as one immutable snapshot.</summary>
internal sealed record SessionSettings
{
    /// <summary><c>maxclients</c>.</summary>
    public int MaxClients { get; init; } = 10000;

    /// <summary><c>timeout</c> in seconds; 0: idle clients stay.</summary>
    public int TimeoutSeconds { get; init; }

    /// <summary><c>tcp-keepalive</c> in seconds; 0: off.</summary>
    public int KeepAliveSeconds { get; init; } = 300;

    /// <summary><c>client-query-buffer-limit</c> in bytes.</summary>
    public long QueryBufferLimit { get; init; } = 1L << 30;

    /// <summary><c>proto-max-bulk-len</c> in bytes.</summary>
    public long MaxBulkLength { get; init; } = 512L << 20;

    /// <summary><c>client-output-buffer-limit normal</c>.</summary>
    public OutputLimit NormalOutput { get; init; } = new(0, 0, 0);

    /// <summary><c>client-output-buffer-limit pubsub</c>.</summary>
    public OutputLimit PubSubOutput { get; init; } = new(32L << 20, 8L << 20, 60);

    /// <summary><c>requirepass</c>; empty: none.</summary>
    public string Password { get; init; } = "";

    /// <summary>
    /// Whether only local clients are let in: <c>protected-mode</c> is on and there is no password.
    /// </summary>
    public bool LocalOnly { get; init; }
}
