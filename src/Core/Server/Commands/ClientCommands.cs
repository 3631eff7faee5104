using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>CLIENT: connections, one's own and those of others.</summary>
internal static class ClientCommands
{
    private const CommandFlags Common = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;
    private const CommandFlags Administrative = Common | CommandFlags.Admin;

    private static readonly string[] s_everyNode = ["request_policy:all_nodes", "response_policy:all_succeeded"];

    public static SessionCommand[] All { get; } =
    [
        new("CLIENT", -2, CommandFlags.None, Keys.None, CommandGroup.Connection, Unreachable)
        {
            Docs = new("Commands about connections.", "2.4.0", "Depends on subcommand."),
            Subcommands =
            [
                Sub("GETNAME", 2, Common, GetName, "Tells the connection's name.", "2.6.9"),
                Sub("HELP", 2, CommandFlags.Loading | CommandFlags.Stale, Help, "Lists the subcommands.", "5.0.0"),
                Sub("ID", 2, Common, Id, "Tells the connection's number.", "5.0.0"),
                Sub("INFO", 2, Common, Info, "Describes the connection.", "6.2.0", tips: ["nondeterministic_output"]),
                Sub("KILL", -3, Administrative, ClientKill.Run, "Closes connections.", "2.4.0", ClientFilter.KillUsage),
                Sub("LIST", -2, Administrative, ClientList.Run, "Describes the connections.", "2.4.0", ClientFilter.ListUsage,
                    tips: ["nondeterministic_output"]),
                Sub("NO-EVICT", 3, Administrative, NoEvict, "Spares the connection when client memory is short.", "7.0.0",
                    "<enabled: ON | OFF>"),
                Sub("NO-TOUCH", 3, Common, NoTouch, "Lets the connection's accesses not count for eviction.", "7.2.0",
                    "<enabled: ON | OFF>"),
                Sub("PAUSE", -3, Administrative, Pause, "Holds all clients' commands back for a time.", "3.0.0",
                    "timeout/integer [mode: WRITE | ALL]"),
                Sub("REPLY", 3, Common, Reply, "Says which replies the connection wants.", "3.2.0", "<action: ON | OFF | SKIP>"),
                Sub("SETINFO", 4, Common, SetInfo, "Tells the server about the client library.", "7.2.0",
                    "<attr: LIB-NAME libname | LIB-VER libver>", s_everyNode),
                Sub("SETNAME", 3, Common, SetName, "Names the connection.", "2.6.9", "connection-name", s_everyNode),
                Sub("UNBLOCK", -3, Administrative, Unblock, "Ends another connection's wait.", "5.0.0", "client-id [unblock-type: TIMEOUT | ERROR]"),
                Sub("UNPAUSE", 2, Administrative, Unpause, "Ends CLIENT PAUSE.", "6.2.0"),
            ],
        },
    ];

    private static SessionCommand Sub(
        string name, int arity, CommandFlags flags, SessionCommand.SessionHandler handler, string summary, string since,
        string arguments = "", string[]? tips = null) =>
        new(name, arity, flags, Keys.None, CommandGroup.Connection, handler)
        {
            Mode = SessionCommandMode.Ordered,
            Tips = tips ?? [],
            Docs = new(summary, since, ComplexityOf(name)) { Arguments = arguments },
        };

    private static string ComplexityOf(string subcommand) => subcommand switch
    {
        "KILL" or "LIST" => "O(N) where N is the number of client connections",
        "UNBLOCK" => "O(log N) where N is the number of client connections",
        "UNPAUSE" => "O(N), N being the paused clients",
        _ => "O(1)",
    };

    private static void Unreachable(SessionContext c) => throw new InvalidOperationException("CLIENT runs by its subcommands.");

    private static void GetName(SessionContext c)
    {
        if (c.Session.Name.Length == 0)
            c.Reply.Null();
        else
            c.Reply.Bulk(c.Session.Name);
    }

    private static void Help(SessionContext c) => HelpReply.Write(c.Reply, c.Command.Parent!);

    private static void Id(SessionContext c) => c.Reply.Integer(c.Session.Id);

    private static void Info(SessionContext c) =>
        c.Reply.Verbatim("txt"u8, System.Text.Encoding.Latin1.GetBytes(ClientInfoText.Of(c.Session) + "\n"));

    private static void SetName(SessionContext c)
    {
        if (ClientNames.TrySet(c, c.Arg(2)))
            c.Reply.Ok();
    }

    private static void SetInfo(SessionContext c)
    {
        ReadOnlySpan<byte> value = c.Arg(3);
        bool isName = c.IsOption(2, "LIB-NAME"u8);
        if (!isName && !c.IsOption(2, "LIB-VER"u8))
        {
            c.Reply.Error($"ERR Unrecognized option '{c.Text(2)}'");
            return;
        }
        if (!ClientNames.IsPrintable(value))
        {
            c.Reply.Error($"ERR {(isName ? "lib-name" : "lib-ver")} cannot contain spaces, newlines or special characters.");
            return;
        }
        string text = System.Text.Encoding.Latin1.GetString(value);
        if (isName)
            c.Session.LibraryName = text;
        else
            c.Session.LibraryVersion = text;
        c.Reply.Ok();
    }

    private static void NoEvict(SessionContext c)
    {
        if (TryOnOff(c, out bool on))
            c.Session.NoEvict = on;
    }

    private static void NoTouch(SessionContext c)
    {
        if (TryOnOff(c, out bool on))
            c.Session.NoTouch = on;
    }

    private static bool TryOnOff(SessionContext c, out bool on)
    {
        on = c.IsOption(2, "ON"u8);
        if (!on && !c.IsOption(2, "OFF"u8))
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }
        c.Reply.Ok();
        return true;
    }

    private static void Reply(SessionContext c)
    {
        if (c.IsOption(2, "ON"u8))
        {
            c.Session.ReplyMode = ReplyMode.On;
            c.Reply.Ok();
        }
        else if (c.IsOption(2, "OFF"u8))
        {
            c.Session.ReplyMode = ReplyMode.Off;
        }
        else if (c.IsOption(2, "SKIP"u8))
        {
            if (c.Session.ReplyMode != ReplyMode.Off)
                c.Session.ReplyMode = ReplyMode.SkipNext;
        }
        else
        {
            c.Reply.Error(RespErrors.Syntax);
        }
    }

    private static void Pause(SessionContext c)
    {
        bool writesOnly = false;
        if (c.ArgCount == 4)
        {
            writesOnly = c.IsOption(3, "WRITE"u8);
            if (!writesOnly && !c.IsOption(3, "ALL"u8))
            {
                c.Reply.Error("ERR CLIENT PAUSE mode must be WRITE or ALL"u8);
                return;
            }
        }
        else if (c.ArgCount > 4)
        {
            c.Reply.Error($"ERR unknown subcommand or wrong number of arguments for '{c.Text(1)}'. Try CLIENT HELP.");
            return;
        }
        if (!c.TryInteger(2, "ERR timeout is not an integer or out of range"u8, out long timeout))
            return;
        if (timeout < 0)
        {
            c.Reply.Error(RespErrors.TimeoutNegative);
            return;
        }
        c.Node.Pause.Start(c.Core.Now + Math.Min(timeout, long.MaxValue / 2), writesOnly, c.Core.Now);
        c.Reply.Ok();
    }

    private static void Unpause(SessionContext c)
    {
        c.Node.Pause.End();
        c.Reply.Ok();
    }

    private static void Unblock(SessionContext c)
    {
        bool withError = c.IsOption(3, "ERROR"u8);
        if (c.ArgCount > 4 || (c.ArgCount == 4 && !withError && !c.IsOption(3, "TIMEOUT"u8)))
        {
            c.Reply.Error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"u8);
            return;
        }
        if (!c.TryInteger(2, RespErrors.NotInteger, out long id))
            return;
        Session? target = c.Node.Clients.Find(id);
        bool waits = target?.Waiter is { } waiter && waiter.TryClaim();
        if (waits)
            target!.Core.Post(() => target.Core.Blocking.AnswerClaimed(target, withError));
        c.Reply.Integer(waits ? 1 : 0);
    }
}
