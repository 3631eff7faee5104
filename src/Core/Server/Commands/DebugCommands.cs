using System.Globalization;
using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Commands;

/// <summary>DEBUG: for tests and for looking inside. It holds all shards, so the whole node stands still meanwhile.</summary>
internal static class DebugCommands
{
    private const ulong MaxPackedThreshold = (1UL << 32) - (1UL << 20);

    /// <summary>The subcommands with the number of arguments each takes, DEBUG and the subcommand included; -1: any further number.</summary>
    private static readonly Dictionary<string, (int Min, int Max, SessionCommand.SessionHandler Handler, string Help)> s_subcommands =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["DIGEST"] = (2, 2, DebugDigest.Dataset, "Shows a digest of the whole dataset."),
            ["DIGEST-VALUE"] = (2, -1, DebugDigest.Values, "<key> [<key> ...]: Shows a digest of each value."),
            ["ERROR"] = (3, 3, c => c.Reply.Error(c.Arg(2)), "<text>: Replies the text as an error."),
            ["HELP"] = (2, 2, Help, "Lists the subcommands."),
            ["HTSTATS"] = (3, -1, DebugInspection.TableStatistics, "<dbid>: Shows the state of a database's tables."),
            ["LISTPACK"] = (3, 3, DebugInspection.Listpack, "<key>: Writes a listpack to the log."),
            ["LOG"] = (3, 3, Log, "<text>: Writes the text to the log."),
            ["NETSTAT"] = (2, 3, DebugNetstat.Run, "[<count>]: Lists connections of the node's own TCP stack with their variables."),
            ["OBJECT"] = (3, 3, DebugInspection.Object, "<key>: Shows how a value is kept."),
            ["POPULATE"] = (3, 5, DebugPopulate.Run, "<count> [<prefix>] [<size>]: Makes string keys."),
            ["QUICKLIST-PACKED-THRESHOLD"] = (3, 3, PackedThreshold, "<size>: Sets how long an element of a list is kept on its own; 0: default."),
            ["SET-ACTIVE-EXPIRE"] = (3, 3, SetActiveExpire, "<0|1>: Switches the background removal of expired keys."),
            ["SLEEP"] = (3, 3, Sleep, "<seconds>: Lets the whole node stand still."),
            ["STRINGMATCH-TEST"] = (2, 2, DebugPopulate.MatchAtRandom, "Matches random patterns against random texts."),
        };

    public static SessionCommand[] All { get; } =
    [
        new("DEBUG", -2, CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Protected,
            Keys.None, CommandGroup.Server, Run)
        {
            Mode = SessionCommandMode.Leased,
            Docs = new("Commands for debugging.", "1.0.0", "Depends on subcommand."),
        },
    ];

    private static void Run(SessionContext c)
    {
        if (!IsAllowed(c))
        {
            c.Reply.Error(
                "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server."u8);
            return;
        }
        string name = c.Text(1);
        if (s_subcommands.TryGetValue(name, out (int Min, int Max, SessionCommand.SessionHandler Handler, string Help) found)
            && c.ArgCount >= found.Min && (found.Max < 0 || c.ArgCount <= found.Max))
            found.Handler(c);
        else
            c.Reply.Error($"ERR unknown subcommand or wrong number of arguments for '{name[..Math.Min(name.Length, 128)]}'. Try DEBUG HELP.");
    }

    private static bool IsAllowed(SessionContext c) => c.Node.Config.Settings.Security.Value.DebugCommand switch
    {
        LocalOnly.Yes => true,
        LocalOnly.Local => c.Session.Endpoints.IsLocal,
        _ => false,
    };

    private static void Help(SessionContext c)
    {
        c.Reply.Array(1 + s_subcommands.Count);
        c.Reply.SimpleString("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        foreach ((string name, (int _, int _, SessionCommand.SessionHandler _, string help)) in s_subcommands)
            c.Reply.SimpleString(System.Text.Encoding.ASCII.GetBytes($"{name} {help}"));
    }

    private static void Sleep(SessionContext c)
    {
        double.TryParse(c.Text(2), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
        if (seconds > 0)
            Thread.Sleep(TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds)));
        c.Reply.Ok();
    }

    private static void SetActiveExpire(SessionContext c)
    {
        int.TryParse(c.Text(2), NumberStyles.Integer, CultureInfo.InvariantCulture, out int on);
        foreach (KeyspaceShard shard in c.Node.Keyspace.Shards)
            shard.ActiveExpire = on != 0;
        c.Reply.Ok();
    }

    private static void PackedThreshold(SessionContext c)
    {
        if (!NumberText.TryParseMemory(c.Text(2), out ulong size) || size > MaxPackedThreshold)
        {
            c.Reply.Error("ERR argument must be a memory value bigger than 1 and smaller than 4gb"u8);
            return;
        }
        c.Node.Keyspace.ListPackedThreshold = size == 0 ? Keyspace.Structures.ListLimits.DefaultPackedThreshold : (long)size;
        c.Reply.Ok();
    }

    private static void Log(SessionContext c)
    {
        c.Node.Log.Warning($"DEBUG LOG: {c.Text(2)}");
        c.Reply.Ok();
    }
}
