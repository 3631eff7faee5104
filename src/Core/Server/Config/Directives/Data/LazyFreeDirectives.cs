using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about freeing values in the background.</summary>
internal static class LazyFreeDirectives
{
    public static readonly DirectiveGroup Group = new("Lazy freeing");

    public static readonly Directive<bool> LazyfreeLazyEviction = Group.Add(
        "lazyfree-lazy-eviction", Bool, false,
        "Free evicted values little by little.", InEffect);

    public static readonly Directive<bool> LazyfreeLazyExpire = Group.Add(
        "lazyfree-lazy-expire", Bool, false,
        "Free expired values little by little.", InEffect);

    public static readonly Directive<bool> LazyfreeLazyServerDel = Group.Add(
        "lazyfree-lazy-server-del", Bool, false,
        "Free values that a command such as RENAME overwrites little by little.", InEffect);

    public static readonly Directive<bool> LazyfreeLazyUserDel = Group.Add(
        "lazyfree-lazy-user-del", Bool, false,
        "DEL works like UNLINK.", InEffect);

    public static readonly Directive<bool> LazyfreeLazyUserFlush = Group.Add(
        "lazyfree-lazy-user-flush", Bool, false,
        "FLUSHALL, FLUSHDB, SCRIPT FLUSH and FUNCTION FLUSH work as with ASYNC when neither SYNC nor ASYNC is said.", InEffect);

    public static readonly Directive<bool> ReplicaLazyFlush = Group.Add(
        "replica-lazy-flush", Bool, false,
        "A replica empties itself little by little before it loads its master's data.", None, "slave-lazy-flush");
}
