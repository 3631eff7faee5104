namespace MtcpRedis.Server.Diagnostics;

/// <summary><c>loglevel</c>.</summary>
internal enum LogLevel
{
    Debug,
    Verbose,
    Notice,
    Warning,
}
