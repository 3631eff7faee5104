using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about the log.</summary>
internal static class LoggingDirectives
{
    private static readonly EnumKind<LogLevel> s_levels = new(
        ("debug", LogLevel.Debug), ("verbose", LogLevel.Verbose), ("notice", LogLevel.Notice), ("warning", LogLevel.Warning),
        ("nothing", LogLevel.Nothing));

    private static readonly IntegerKind s_watchdog = new(0, int.MaxValue, period => period == 0 ? 0 : Math.Max(period, 200));

    private static readonly ChoiceKind s_facilities = new(
        "user", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");

    public static readonly DirectiveGroup Group = new("Logging");

    public static readonly Directive<LogLevel> Loglevel = Group.Add("loglevel", s_levels, LogLevel.Notice, "How much is logged.", InEffect);

    public static readonly Directive<string> Logfile = Group.Add(
        "logfile", FilePath, "",
        "File for the log; empty logs to standard output.", Fixed | InEffect);

    public static readonly Directive<bool> SyslogEnabled = Group.Add("syslog-enabled", Bool, false, "Log to syslog too.", Fixed);

    public static readonly Directive<string> SyslogIdent = Group.Add("syslog-ident", Text, "redis", "Name in syslog.", Fixed);

    public static readonly Directive<string> SyslogFacility = Group.Add(
        "syslog-facility", s_facilities, "local0",
        "Facility in syslog.", Fixed);

    public static readonly Directive<bool> AlwaysShowLogo = Group.Add(
        "always-show-logo", Bool, false,
        "Show the logo at start even where the log is not a terminal.", Fixed | InEffect);

    public static readonly Directive<bool> CrashLogEnabled = Group.Add(
        "crash-log-enabled", Bool, true,
        "Log details when the server crashes.");

    public static readonly Directive<bool> CrashMemcheckEnabled = Group.Add(
        "crash-memcheck-enabled", Bool, true,
        "Test the memory when the server crashes.");

    public static readonly Directive<bool> UseExitOnPanic = Group.Add(
        "use-exit-on-panic", Bool, false,
        "Leave without a core dump after an internal error.", Hidden);

    public static readonly Directive<long> WatchdogPeriod = Group.Add(
        "watchdog-period", s_watchdog, 0,
        "Milliseconds after which a command that still runs is logged with its stack; 0 never.", Hidden);
}
