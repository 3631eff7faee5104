using System.Text;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>CLIENT LIST [TYPE type | ID id ...].</summary>
internal static class ClientList
{
    public static void Run(SessionContext c)
    {
        Func<Session, bool> wanted;
        if (c.ArgCount == 2)
        {
            wanted = _ => true;
        }
        else if (c.ArgCount == 4 && c.IsOption(2, "TYPE"u8))
        {
            if (!ClientFilter.TryParseType(c.Arg(3), out string type))
            {
                c.Reply.Error($"ERR Unknown client type '{c.Text(3)}'");
                return;
            }
            wanted = session => ClientFilter.TypeOf(session) == type;
        }
        else if (c.ArgCount > 3 && c.IsOption(2, "ID"u8))
        {
            var ids = new HashSet<long>();
            for (int i = 3; i < c.ArgCount; i++)
            {
                if (!IntegerText.TryParse(c.Arg(i), out long id))
                {
                    c.Reply.Error("ERR Invalid client ID"u8);
                    return;
                }
                ids.Add(id);
            }
            wanted = session => ids.Contains(session.Id);
        }
        else
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }
        var text = new StringBuilder();
        foreach (Session session in c.Node.Clients.Snapshot())
        {
            if (wanted(session))
                text.Append(ClientInfoText.Of(session)).Append('\n');
        }
        c.Reply.Verbatim("txt"u8, Encoding.Latin1.GetBytes(text.ToString()));
    }
}
