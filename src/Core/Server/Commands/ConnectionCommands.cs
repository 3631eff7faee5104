using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Server.Commands;

/// <summary>Commands about the connection itself.</summary>
internal static class ConnectionCommands
{
    private const CommandFlags Always = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast;

    public static SessionCommand[] All { get; } =
    [
        new("PING", -1, CommandFlags.Fast, Keys.None, CommandGroup.Connection, Ping) { AllowedWhileSubscribed = true },
        new("ECHO", 2, CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast, Keys.None, CommandGroup.Connection, Echo),
        new("SELECT", 2, CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast, Keys.None, CommandGroup.Connection, Select),
        new("QUIT", -1, Always | CommandFlags.NoAuth | CommandFlags.AllowBusy, Keys.None, CommandGroup.Connection, Quit)
        {
            IsMultiControl = true,
            AllowedWhileSubscribed = true,
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
        if (!IntegerText.TryParse(c.Arg(1), out long index) || index is < int.MinValue or > int.MaxValue)
        {
            c.Reply.Error("ERR invalid DB index"u8);
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
