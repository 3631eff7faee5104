using MtcpRedis.Server.Config.Directives.Serving;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>What the slow log records.</summary>
/// <param name="SlowerThanMicroseconds"><c>slowlog-log-slower-than</c>: 0 logs every command, -1 none.</param>
/// <param name="MaxLength"><c>slowlog-max-len</c>: entries kept.</param>
public sealed record SlowLogSettings(long SlowerThanMicroseconds, long MaxLength)
{
    internal static SlowLogSettings From(ConfigValues values) => new(
        values.Get(DiagnosticsDirectives.SlowlogLogSlowerThan), values.Get(DiagnosticsDirectives.SlowlogMaxLen));
}
