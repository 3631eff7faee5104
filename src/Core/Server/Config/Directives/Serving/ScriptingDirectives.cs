using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about scripts.</summary>
internal static class ScriptingDirectives
{
    public static readonly DirectiveGroup Group = new("Scripting");

    public static readonly Directive<long> BusyReplyThreshold = Group.Add(
        "busy-reply-threshold", LongCount, 5000,
        "Milliseconds after which others are told that a script is busy; 0 never.", None, "lua-time-limit");

    public static readonly Directive<bool> LuaEnableDeprecatedApi = Group.Add(
        "lua-enable-deprecated-api", Bool, false,
        "Keep old, unsafe functions in scripts.", Fixed | Hidden);

    public static readonly Directive<IReadOnlyList<IReadOnlyList<string>>> LuaReplicateCommands = Group.Add(
        "lua-replicate-commands", Ignored, [],
        "Without meaning since Redis 7.0.", FileOnly | Obsolete);
}
