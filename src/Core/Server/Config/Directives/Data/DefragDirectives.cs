using MtcpRedis.Server.Config.Kinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about defragmentation, and others that mean nothing here.</summary>
internal static class DefragDirectives
{
    private static readonly IntegerKind s_percent = new(1, 99);
    private static readonly IntegerKind s_thousand = new(0, 1000);

    public static readonly DirectiveGroup Group = new("Defragmentation");

    public static readonly Directive<bool> Activedefrag = Group.Add(
        "activedefrag", new BooleanKind("Active defragmentation cannot be enabled: the memory of this server is not managed by jemalloc"), false,
        "Move values together while the server runs; not possible here.");

    public static readonly Directive<ulong> ActiveDefragIgnoreBytes = Group.Add(
        "active-defrag-ignore-bytes", new MemoryKind(1), 100UL << 20,
        "Waste below which nothing is moved.");

    public static readonly Directive<long> ActiveDefragThresholdLower = Group.Add(
        "active-defrag-threshold-lower", s_thousand, 10,
        "Percent of waste at which moving begins.");

    public static readonly Directive<long> ActiveDefragThresholdUpper = Group.Add(
        "active-defrag-threshold-upper", s_thousand, 100,
        "Percent of waste at which moving is at its fastest.");

    public static readonly Directive<long> ActiveDefragCycleMin = Group.Add(
        "active-defrag-cycle-min", s_percent, 1,
        "Least share of the processor in percent.");

    public static readonly Directive<long> ActiveDefragCycleMax = Group.Add(
        "active-defrag-cycle-max", s_percent, 25,
        "Greatest share of the processor in percent.");

    public static readonly Directive<long> ActiveDefragMaxScanFields = Group.Add(
        "active-defrag-max-scan-fields", new IntegerKind(1, long.MaxValue), 1000,
        "Elements of one value moved at a time.");

    public static readonly Directive<IReadOnlyList<IReadOnlyList<string>>> ListMaxZiplistEntries = Group.Add(
        "list-max-ziplist-entries", Ignored, [],
        "Without meaning since Redis 3.2.", FileOnly | Obsolete);

    public static readonly Directive<IReadOnlyList<IReadOnlyList<string>>> ListMaxZiplistValue = Group.Add(
        "list-max-ziplist-value", Ignored, [],
        "Without meaning since Redis 3.2.", FileOnly | Obsolete);
}
