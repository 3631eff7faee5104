using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about finding out what is slow.</summary>
internal static class DiagnosticsDirectives
{
    public static readonly DirectiveGroup Group = new("Slow log and latency");

    public static readonly Directive<long> SlowlogLogSlowerThan = Group.Add(
        "slowlog-log-slower-than", new IntegerKind(-1, long.MaxValue), 10000,
        "Microseconds above which a command enters the slow log; 0 logs all, -1 none.", InEffect);

    public static readonly Directive<long> SlowlogMaxLen = Group.Add(
        "slowlog-max-len", LongCount, 128,
        "Entries that the slow log keeps.", InEffect);

    public static readonly Directive<long> LatencyMonitorThreshold = Group.Add(
        "latency-monitor-threshold", LongCount, 0,
        "Milliseconds above which an event is recorded for LATENCY; 0 records none.");

    public static readonly Directive<bool> LatencyTracking = Group.Add(
        "latency-tracking", Bool, true,
        "Record the distribution of every command's latency.");

    public static readonly Directive<IReadOnlyList<double>> LatencyTrackingInfoPercentiles = Group.Add(
        "latency-tracking-info-percentiles", new PercentilesKind(), [50, 99, 99.9],
        "Percentiles that INFO latencystats shows.");
}
