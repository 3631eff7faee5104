using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about who may do what.</summary>
internal static class SecurityDirectives
{
    public static readonly DirectiveGroup Group = new("Security");

    public static readonly Directive<string> Requirepass = Group.Add(
        "requirepass", Secret, "",
        "Password of the default user; empty asks for none.", Sensitive | InEffect);

    public static readonly Directive<LocalOnly> EnableDebugCommand = Group.Add(
        "enable-debug-command", LocalOnlyKind, LocalOnly.No,
        "Who may use DEBUG.", Fixed | InEffect);

    public static readonly Directive<LocalOnly> EnableProtectedConfigs = Group.Add(
        "enable-protected-configs", LocalOnlyKind, LocalOnly.No,
        "Who may change protected directives (dir, dbfilename) with CONFIG SET.", Fixed | InEffect);

    public static readonly Directive<LocalOnly> EnableModuleCommand = Group.Add(
        "enable-module-command", LocalOnlyKind, LocalOnly.No,
        "Who may use MODULE.", Fixed);

    public static readonly Directive<string> Aclfile = Group.Add("aclfile", FilePath, "", "File with the users.", Fixed);

    public static readonly Directive<string> AclPubsubDefault = Group.Add(
        "acl-pubsub-default", new ChoiceKind("allchannels", "resetchannels"), "resetchannels",
        "Channels that a new user may use.");

    public static readonly Directive<long> AcllogMaxLen = Group.Add("acllog-max-len", LongCount, 128, "Entries that the ACL log keeps.");

    public static readonly Directive<string> SanitizeDumpPayload = Group.Add(
        "sanitize-dump-payload", new ChoiceKind("no", "yes", "clients"), "no",
        "Check every value of a snapshot or RESTORE deeply; clients: only what RESTORE brings.");

    public static readonly Directive<IReadOnlyList<IReadOnlyList<string>>> RenameCommand = Group.Add(
        "rename-command", new LinesKind("a command and its new name, empty to remove it", 2, 2), [],
        "Gives a command another name, or removes it.", FileOnly | Fixed);

    public static readonly Directive<IReadOnlyList<IReadOnlyList<string>>> User = Group.Add(
        "user", new LinesKind("a name and its rules", 1), [],
        "A user and its rules.", FileOnly | Fixed | Sensitive);

    public static readonly Directive<IReadOnlyList<IReadOnlyList<string>>> Loadmodule = Group.Add(
        "loadmodule", new LinesKind("a path and arguments", 1), [],
        "A module to load; this server loads none.", FileOnly | Fixed);
}
