using MtcpRedis.Core.Resp;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>CLIENT KILL addr, or CLIENT KILL with filters that all must hold.</summary>
internal static class ClientKill
{
    public static void Run(SessionContext c)
    {
        if (c.ArgCount == 3)
            KillByAddress(c);
        else
            KillByFilters(c);
    }

    private static void KillByAddress(SessionContext c)
    {
        string address = c.Text(2);
        Session? target = Array.Find(c.Node.Clients.Snapshot(), session => session.Endpoints.Peer == address);
        if (target is null)
        {
            c.Reply.Error("ERR No such client"u8);
            return;
        }
        Kill(c, target);
        c.Reply.Ok();
    }

    private static void KillByFilters(SessionContext c)
    {
        var filters = new List<Func<Session, bool>>();
        bool skipMe = true;
        if (c.ArgCount % 2 != 0)
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }
        for (int i = 2; i < c.ArgCount; i += 2)
        {
            if (!TryParse(c, i, filters, ref skipMe))
                return;
        }
        int killed = 0;
        foreach (Session session in c.Node.Clients.Snapshot())
        {
            if ((session == c.Session && skipMe) || !filters.TrueForAll(filter => filter(session)))
                continue;
            Kill(c, session);
            killed++;
        }
        c.Reply.Integer(killed);
    }

    private static bool TryParse(SessionContext c, int i, List<Func<Session, bool>> filters, ref bool skipMe)
    {
        string value = c.Text(i + 1);
        if (c.IsOption(i, "ID"u8))
        {
            if (!ClientFilter.TryParseId(c.Arg(i + 1), out long id))
                return Fail(c, "ERR client-id should be greater than 0");
            filters.Add(session => session.Id == id);
        }
        else if (c.IsOption(i, "TYPE"u8))
        {
            if (!ClientFilter.TryParseType(c.Arg(i + 1), out string type))
                return Fail(c, $"ERR Unknown client type '{value}'");
            filters.Add(session => ClientFilter.TypeOf(session) == type);
        }
        else if (c.IsOption(i, "ADDR"u8))
        {
            filters.Add(session => session.Endpoints.Peer == value);
        }
        else if (c.IsOption(i, "LADDR"u8))
        {
            filters.Add(session => session.Endpoints.Local == value);
        }
        else if (c.IsOption(i, "USER"u8))
        {
            // Every connection is the default user's, before AUTH too.
            if (value != "default")
                return Fail(c, $"ERR No such user '{value}'");
        }
        else if (c.IsOption(i, "SKIPME"u8))
        {
            skipMe = c.IsOption(i + 1, "YES"u8);
            if (!skipMe && !c.IsOption(i + 1, "NO"u8))
                return Fail(c, "ERR syntax error");
        }
        else
        {
            return Fail(c, "ERR syntax error");
        }
        return true;
    }

    private static bool Fail(SessionContext c, string error)
    {
        c.Reply.Error(error);
        return false;
    }

    private static void Kill(SessionContext c, Session target)
    {
        if (target == c.Session)
            c.Session.CloseAfterReply = true;
        else
            target.Core.Post(() => target.Core.Close(target));
    }
}
