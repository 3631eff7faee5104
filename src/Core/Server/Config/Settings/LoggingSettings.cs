using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>What is logged, and where.</summary>
/// <param name="Level"><c>loglevel</c>: the least important level that is logged.</param>
/// <param name="File"><c>logfile</c>: path of the log, empty for standard output.</param>
/// <param name="AlwaysShowLogo"><c>always-show-logo</c>.</param>
public sealed record LoggingSettings(LogLevel Level, string File, bool AlwaysShowLogo)
{
    internal static LoggingSettings From(ConfigValues values) => new(
        values.Get(LoggingDirectives.Loglevel),
        ConfigText.ToDisplay(values.Get(LoggingDirectives.Logfile)),
        values.Get(LoggingDirectives.AlwaysShowLogo));
}
