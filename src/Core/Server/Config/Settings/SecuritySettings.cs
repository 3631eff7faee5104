using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>Who may do what.</summary>
public sealed record SecuritySettings
{
    /// <summary><c>requirepass</c>: the bytes of the default user's password; empty when none is asked for.</summary>
    public required ReadOnlyMemory<byte> RequirePass { get; init; }

    /// <summary><c>enable-debug-command</c>.</summary>
    public required LocalOnly DebugCommand { get; init; }

    /// <summary><c>enable-protected-configs</c>.</summary>
    public required LocalOnly ProtectedConfigs { get; init; }

    internal static SecuritySettings From(ConfigValues values) => new()
    {
        RequirePass = ConfigText.ToBytes(values.Get(SecurityDirectives.Requirepass)),
        DebugCommand = values.Get(SecurityDirectives.EnableDebugCommand),
        ProtectedConfigs = values.Get(SecurityDirectives.EnableProtectedConfigs),
    };
}
