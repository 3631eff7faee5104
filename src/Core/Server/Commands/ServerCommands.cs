using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Info;

namespace MtcpRedis.Server.Commands;

/// <summary>Commands about the server as a whole.</summary>
internal static class ServerCommands
{
    private const CommandFlags Administrative = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    public static SessionCommand[] All { get; } =
    [
        new("INFO", -1, CommandFlags.Loading | CommandFlags.Stale, Keys.None, CommandGroup.Server, InfoReport.Run)
        {
            Mode = SessionCommandMode.Leased,
            ExtraCategories = AclCategories.Dangerous,
            Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
            Docs = new("Tells about the server: figures, section by section.", "1.0.0", "O(1)") { Arguments = "[section [section ...]]" },
        },
        new("TIME", 1, CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast, Keys.None, CommandGroup.Server, Time)
        {
            Tips = ["nondeterministic_output"],
            Docs = new("Tells the server's time.", "2.6.0", "O(1)"),
        },
        new("LOLWUT", -1, CommandFlags.ReadOnly | CommandFlags.Fast, Keys.None, CommandGroup.Server, Lolwut.Run)
        {
            ExtraCategories = AclCategories.Read,
            Docs = new("Draws a picture and tells the version.", "5.0.0", "O(1)") { Arguments = "[VERSION version]" },
        },
        new("MONITOR", 1, Administrative, Keys.None, CommandGroup.Server, Monitor)
        {
            Mode = SessionCommandMode.Ordered,
            Docs = new("Shows every command that any client sends.", "1.0.0", "O(1)"),
        },
        new("SHUTDOWN", -1, Administrative | CommandFlags.NoMulti | CommandFlags.AllowBusy | CommandFlags.Sentinel, Keys.None, CommandGroup.Server,
            Shutdown)
        {
            Mode = SessionCommandMode.Ordered,
            Docs = new("Stops the server.", "1.0.0",
                "O(N) when saving, where N is the total number of keys in all databases when saving data, otherwise O(1)")
            {
                Arguments = "[save-selector: NOSAVE | SAVE] [NOW] [FORCE] [ABORT]",
            },
        },
        new("SLOWLOG", -2, CommandFlags.None, Keys.None, CommandGroup.Server,
            _ => throw new InvalidOperationException("SLOWLOG runs by its subcommands."))
        {
            Docs = new("Commands about the log of slow calls.", "2.2.12", "Depends on subcommand."),
            Subcommands =
            [
                SlowLogSub("GET", -2, SlowLogGet, "Shows the newest slow calls.", "[count]", "request_policy:all_nodes", "nondeterministic_output"),
                SlowLogSub("HELP", 2, c => HelpReply.Write(c.Reply, c.Command.Parent!), "Lists the subcommands.", ""),
                SlowLogSub("LEN", 2, c => c.Reply.Integer(c.Node.SlowLog.Count), "Counts the slow calls kept.", "",
                    "request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output"),
                SlowLogSub("RESET", 2, SlowLogReset, "Forgets the slow calls.", "", "request_policy:all_nodes", "response_policy:all_succeeded"),
            ],
        },
    ];

    private static SessionCommand SlowLogSub(
        string name, int arity, SessionCommand.SessionHandler handler, string summary, string arguments, params string[] tips) =>
        new(name, arity, name == "HELP" ? CommandFlags.Loading | CommandFlags.Stale : CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
            Keys.None, CommandGroup.Server, handler)
        {
            Mode = SessionCommandMode.Ordered,
            Tips = tips,
            Docs = new(summary, name == "HELP" ? "6.2.0" : "2.2.12", name is "GET" or "RESET" ? "O(N) where N is the number of entries" : "O(1)")
            {
                Arguments = arguments,
            },
        };

    private static void Time(SessionContext c)
    {
        long micros = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;
        c.Reply.Array(2);
        c.Reply.BulkInteger(micros / 1_000_000);
        c.Reply.BulkInteger(micros % 1_000_000);
    }

    private static void Monitor(SessionContext c)
    {
        if (!c.Session.IsMonitor)
        {
            c.Session.IsMonitor = true;
            c.Node.Monitors.Add(c.Session);
        }
        c.Reply.Ok();
    }

    private static void Shutdown(SessionContext c)
    {
        bool save = false, noSave = false, abort = false, other = false;
        for (int i = 1; i < c.ArgCount; i++)
        {
            if (c.IsOption(i, "SAVE"u8))
                save = true;
            else if (c.IsOption(i, "NOSAVE"u8))
                noSave = true;
            else if (c.IsOption(i, "ABORT"u8))
                abort = true;
            else if (c.IsOption(i, "NOW"u8) || c.IsOption(i, "FORCE"u8))
                other = true;
            else
                abort = save = true;
        }
        if ((abort && (save || noSave || other)) || (save && noSave))
        {
            c.Reply.Error(RespErrors.Syntax);
        }
        else if (abort)
        {
            c.Reply.Error("ERR No shutdown in progress."u8);
        }
        else if (save)
        {
            c.Node.Log.Warning("SHUTDOWN SAVE is refused: this server cannot write snapshots yet. Use SHUTDOWN NOSAVE.");
            c.Reply.Error("ERR Errors trying to SHUTDOWN. Check logs."u8);
        }
        else
        {
            c.Node.Log.Warning("User requested shutdown...");
            c.Session.CloseAfterReply = true;
            c.Node.RequestStop();
        }
    }

    private static void SlowLogGet(SessionContext c)
    {
        long count = 10;
        if (c.ArgCount > 3)
        {
            c.Reply.Error($"ERR unknown subcommand or wrong number of arguments for '{c.Text(1)}'. Try SLOWLOG HELP.");
            return;
        }
        if (c.ArgCount == 3 && (!IntegerText.TryParse(c.Arg(2), out count) || count < -1))
        {
            c.Reply.Error("ERR count should be greater than or equal to -1"u8);
            return;
        }
        SlowLogEntry[] entries = c.Node.SlowLog.Take((int)Math.Min(count, int.MaxValue));
        c.Reply.Array(entries.Length);
        foreach (SlowLogEntry entry in entries)
        {
            c.Reply.Array(6);
            c.Reply.Integer(entry.Id);
            c.Reply.Integer(entry.Time);
            c.Reply.Integer(entry.Microseconds);
            c.Reply.Array(entry.Arguments.Length);
            foreach (byte[] argument in entry.Arguments)
                c.Reply.Bulk(argument);
            c.Reply.Bulk(entry.Peer);
            c.Reply.Bulk(entry.Name);
        }
    }

    private static void SlowLogReset(SessionContext c)
    {
        c.Node.SlowLog.Clear();
        c.Reply.Ok();
    }
}
