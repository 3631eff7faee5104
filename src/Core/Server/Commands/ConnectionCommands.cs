using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Server.Commands;

/// <summary>Commands about the connection itself.</summary>
internal static class ConnectionCommands
{
    private const CommandFlags Always = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast;

    public static SessionCommand[] All { get; } =
    [
        new("PING", -1, CommandFlags.Fast, Keys.None, CommandGroup.Connection, Ping)
        {
            AllowedWhileSubscribed = true,
            Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
            Docs = new("Answers at once: the server is alive.", "1.0.0", "O(1)") { Arguments = "[message]" },
        },
        new("ECHO", 2, CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast, Keys.None, CommandGroup.Connection, Echo)
        {
            Docs = new("Gives back what it is given.", "1.0.0", "O(1)") { Arguments = "message" },
        },
        new("SELECT", 2, CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast, Keys.None, CommandGroup.Connection, Select)
        {
            Docs = new("Chooses the database that the connection's next commands work on.", "1.0.0", "O(1)") { Arguments = "index" },
        },
        new("QUIT", -1, Always | CommandFlags.NoAuth | CommandFlags.AllowBusy, Keys.None, CommandGroup.Connection, Quit)
        {
            IsMultiControl = true,
            AllowedWhileSubscribed = true,
            Docs = new("Ends the connection.", "1.0.0", "O(1)")
            {
                DeprecatedSince = "7.2.0", ReplacedBy = "just closing the connection",
            },
        },
    ];

    private static void Ping(SessionContext c)
    {
        if (c.ArgCount > 2)
        {
            c.Reply.Error("ERR wrong number of arguments for 'ping' command"u8);
        }
        else if (c.Session.IsSubscriber && !c.Session.Resp3)
        {
            c.Reply.Array(2);
            c.Reply.Bulk("pong"u8);
            c.Reply.Bulk(c.ArgCount == 2 ? c.Arg(1) : default);
        }
        else if (c.ArgCount == 2)
        {
            c.Reply.Bulk(c.Arg(1));
        }
        else
        {
            c.Reply.SimpleString("PONG"u8);
        }
    }

    private static void Echo(SessionContext c) => c.Reply.Bulk(c.Arg(1));

    private static void Select(SessionContext c)
    {
        if (!c.TryInteger(1, RespErrors.NotInteger, out long index))
            return;
        if (index is < int.MinValue or > int.MaxValue)
        {
            c.Reply.Error(RespErrors.OutsideInt32);
            return;
        }
        if (index < 0 || index >= c.Node.Keyspace.Settings.Value.Databases)
        {
            c.Reply.Error(RespErrors.DatabaseOutOfRange);
            return;
        }
        c.Session.Database = (int)index;
        c.Reply.Ok();
    }

    private static void Quit(SessionContext c)
    {
        c.Reply.Ok();
        c.Session.CloseAfterReply = true;
    }
}
