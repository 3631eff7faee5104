using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about RDB files.</summary>
internal static class SnapshotDirectives
{
    public static readonly DirectiveGroup Group = new("Snapshots");

    public static readonly Directive<IReadOnlyList<SavePoint>> Save = Group.Add(
        "save", new SavePointsKind(), [new(3600, 1), new(300, 100), new(60, 10000)],
        "When to write a snapshot: after so many seconds if there were so many changes; an empty string never.");

    public static readonly Directive<string> Dbfilename = Group.Add(
        "dbfilename", FileName("dbfilename", "filename", mayBeEmpty: true), "dump.rdb",
        "File name of snapshots, in dir.", Protected);

    public static readonly Directive<bool> Rdbcompression = Group.Add("rdbcompression", Bool, true, "Compress strings in snapshots.");

    public static readonly Directive<bool> Rdbchecksum = Group.Add("rdbchecksum", Bool, true, "End snapshots with a checksum.", Fixed);

    public static readonly Directive<bool> RdbDelSyncFiles = Group.Add(
        "rdb-del-sync-files", Bool, false,
        "Delete snapshots made only for replication.");

    public static readonly Directive<bool> RdbSaveIncrementalFsync = Group.Add(
        "rdb-save-incremental-fsync", Bool, true,
        "Hand a snapshot to the disk piece by piece.");

    public static readonly Directive<bool> StopWritesOnBgsaveError = Group.Add(
        "stop-writes-on-bgsave-error", Bool, true,
        "Refuse writes while snapshots fail.");

    public static readonly Directive<long> RdbKeySaveDelay = Group.Add(
        "rdb-key-save-delay", Int, 0,
        "Microseconds to wait after each key of a snapshot, for tests.", Hidden);

    public static readonly Directive<long> KeyLoadDelay = Group.Add(
        "key-load-delay", Int, 0,
        "Microseconds to wait after each key that is loaded, for tests.", Hidden);

    public static readonly Directive<long> LoadingProcessEventsIntervalBytes = Group.Add(
        "loading-process-events-interval-bytes", new IntegerKind(1024, int.MaxValue), 2097152,
        "Bytes loaded between looking after clients.", Hidden);
}
