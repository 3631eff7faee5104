using MtcpRedis.Server.Config.Kinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about the append-only file.</summary>
internal static class AppendOnlyDirectives
{
    public static readonly DirectiveGroup Group = new("Append-only file");

    public static readonly Directive<bool> Appendonly = Group.Add(
        "appendonly", Bool, false,
        "Log every write so that it survives a crash.");

    public static readonly Directive<string> Appendfilename = Group.Add(
        "appendfilename", FileName("appendfilename", "filename", mayBeEmpty: false), "appendonly.aof",
        "Beginning of the file names.", Fixed);

    public static readonly Directive<string> Appenddirname = Group.Add(
        "appenddirname", FileName("appenddirname", "dirname", mayBeEmpty: false), "appendonlydir",
        "Directory of the files, in dir.", Fixed);

    public static readonly Directive<string> Appendfsync = Group.Add(
        "appendfsync", new ChoiceKind("everysec", "always", "no"), "everysec",
        "When written data is forced to disk: every second, before each reply, or left to the kernel.");

    public static readonly Directive<bool> NoAppendfsyncOnRewrite = Group.Add(
        "no-appendfsync-on-rewrite", Bool, false,
        "Do not force data to disk while a rewrite runs.");

    public static readonly Directive<long> AutoAofRewritePercentage = Group.Add(
        "auto-aof-rewrite-percentage", Count, 100,
        "Growth in percent that starts a rewrite; 0 never.");

    public static readonly Directive<ulong> AutoAofRewriteMinSize = Group.Add(
        "auto-aof-rewrite-min-size", Memory, 64UL << 20,
        "Size below which no rewrite starts by itself.");

    public static readonly Directive<bool> AofLoadTruncated = Group.Add(
        "aof-load-truncated", Bool, true,
        "Load a file whose end is missing.");

    public static readonly Directive<bool> AofUseRdbPreamble = Group.Add(
        "aof-use-rdb-preamble", Bool, true,
        "Begin a rewritten file with a snapshot.");

    public static readonly Directive<bool> AofTimestampEnabled = Group.Add(
        "aof-timestamp-enabled", Bool, false,
        "Write times into the file, for recovery up to a point in time.");

    public static readonly Directive<bool> AofRewriteIncrementalFsync = Group.Add(
        "aof-rewrite-incremental-fsync", Bool, true,
        "Hand a rewritten file to the disk piece by piece.");

    public static readonly Directive<bool> AofDisableAutoGc = Group.Add(
        "aof-disable-auto-gc", Bool, false,
        "Keep files that are no longer needed.");
}
