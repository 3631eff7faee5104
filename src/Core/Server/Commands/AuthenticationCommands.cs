using System.Security.Cryptography;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Text;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>Who the client is and which protocol it speaks.</summary>
internal static class AuthenticationCommands
{
    private const string DefaultUser = "default";

    private const CommandFlags Anytime = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast
        | CommandFlags.NoAuth | CommandFlags.AllowBusy;

    public static SessionCommand[] All { get; } =
    [
        new("AUTH", -2, Anytime | CommandFlags.Sentinel, Keys.None, CommandGroup.Connection, Auth)
        {
            Docs = new("Proves that the client may use the server.", "1.0.0", "O(N) where N is the number of passwords defined for the user")
            {
                Arguments = "[username] password",
                History = ["6.0.0: Added ACL style (username and password)."],
            },
        },
        new("HELLO", -1, Anytime | CommandFlags.Sentinel, Keys.None, CommandGroup.Connection, Hello)
        {
            AllowedWhileSubscribed = false,
            Docs = new("Chooses the protocol version and tells about the server.", "6.0.0", "O(1)")
            {
                Arguments = "[arguments: protover [AUTH username password] [SETNAME clientname]]",
            },
        },
        new("RESET", 1, Anytime, Keys.None, CommandGroup.Connection, Reset)
        {
            IsMultiControl = true,
            AllowedWhileSubscribed = true,
            Mode = SessionCommandMode.Ordered,
            Docs = new("Puts the connection back into the state of a fresh one.", "6.2.0", "O(1)"),
        },
    ];

    private static void Auth(SessionContext c)
    {
        if (c.ArgCount > 3)
        {
            c.Reply.Error("ERR syntax error"u8);
            return;
        }
        ReadOnlyMemory<byte> password = c.Node.SessionSettings.Value.Password;
        if (c.ArgCount == 2 && password.Length == 0)
        {
            c.Reply.Error(
                "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?"u8);
            return;
        }
        string user = c.ArgCount == 3 ? c.Text(1) : DefaultUser;
        if (TryAuthenticate(c, user, c.Arg(c.ArgCount - 1)))
            c.Reply.Ok();
    }

    /// <summary>Checks user and password; on failure the error has been replied.</summary>
    private static bool TryAuthenticate(SessionContext c, string user, ReadOnlySpan<byte> password)
    {
        ReadOnlyMemory<byte> expected = c.Node.SessionSettings.Value.Password;
        bool matches = expected.Length == 0
            || CryptographicOperations.FixedTimeEquals(SHA256.HashData(password), SHA256.HashData(expected.Span));
        if (user == DefaultUser && matches)
        {
            c.Session.Authenticated = true;
            return true;
        }
        c.Reply.Error("WRONGPASS invalid username-password pair or user is disabled."u8);
        return false;
    }

    private static void Hello(SessionContext c)
    {
        long version = c.Session.Resp3 ? 3 : 2;
        int next = 1;
        if (c.ArgCount > 1)
        {
            if (!IntegerText.TryParse(c.Arg(1), out version))
            {
                c.Reply.Error("ERR Protocol version is not an integer or out of range"u8);
                return;
            }
            if (version is < 2 or > 3)
            {
                c.Reply.Error("NOPROTO unsupported protocol version"u8);
                return;
            }
            next = 2;
        }
        if (!TryParseOptions(c, next, out int user, out int name))
            return;
        if (user > 0 && !TryAuthenticate(c, c.Text(user), c.Arg(user + 1)))
            return;
        if (!c.Session.Authenticated)
        {
            c.Reply.Error(
                "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time"u8);
            return;
        }
        if (name > 0 && !ClientNames.TrySet(c, c.Arg(name)))
            return;
        if (c.ArgCount > 1)
            c.Session.Resp3 = version == 3;
        WriteServerProperties(c);
    }

    private static bool TryParseOptions(SessionContext c, int next, out int user, out int name)
    {
        user = name = 0;
        while (next < c.ArgCount)
        {
            if (c.IsOption(next, "AUTH"u8) && next + 2 < c.ArgCount)
            {
                user = next + 1;
                next += 3;
            }
            else if (c.IsOption(next, "SETNAME"u8) && next + 1 < c.ArgCount)
            {
                name = next + 1;
                next += 2;
            }
            else
            {
                c.Reply.Error($"ERR Syntax error in HELLO option '{c.Text(next)}'");
                return false;
            }
        }
        return true;
    }

    private static void WriteServerProperties(SessionContext c)
    {
        Core.Resp.ReplyWriter reply = c.Reply;
        reply.Resp3 = c.Session.Resp3;
        reply.Map(7);
        reply.Bulk("server"u8);
        reply.Bulk("redis"u8);
        reply.Bulk("version"u8);
        reply.Bulk(ProductVersion.Redis);
        reply.Bulk("proto"u8);
        reply.Integer(c.Session.Resp3 ? 3 : 2);
        reply.Bulk("id"u8);
        reply.Integer(c.Session.Id);
        reply.Bulk("mode"u8);
        reply.Bulk("standalone"u8);
        reply.Bulk("role"u8);
        reply.Bulk("master"u8);
        reply.Bulk("modules"u8);
        reply.Array(0);
    }

    private static void Reset(SessionContext c)
    {
        Session session = c.Session;
        TransactionCommands.Abandon(session);
        SessionCleanup.LeaveModes(session, c.Node);
        session.Database = 0;
        session.Resp3 = false;
        session.ReplyMode = ReplyMode.On;
        session.Name = "";
        session.NoEvict = session.NoTouch = false;
        session.Authenticated = c.Node.SessionSettings.Value.Password.IsEmpty;
        c.Reply.Resp3 = false;
        c.Reply.SimpleString("RESET"u8);
    }
}
