using MtcpRedis.Core.Text;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>Which connections CLIENT LIST and CLIENT KILL speak of.</summary>
internal static class ClientFilter
{
    /// <summary>Arguments of CLIENT KILL.</summary>
    public const string KillUsage =
        "<filter: old-format~ip:port | <new-format: [ID client-id] | [TYPE <client-type: NORMAL | MASTER | SLAVE | REPLICA | PUBSUB>]"
        + " | [USER username] | [ADDR addr~ip:port] | [LADDR laddr~ip:port] | [SKIPME <YES | NO>]>...>";

    /// <summary>Arguments of CLIENT LIST.</summary>
    public const string ListUsage = "[TYPE <client-type: NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]]";

    /// <summary>Whether the text names a type of client; all clients are <c>normal</c> or <c>pubsub</c> here.</summary>
    public static bool TryParseType(ReadOnlySpan<byte> text, out string type)
    {
        foreach (string known in (string[])["normal", "master", "replica", "slave", "pubsub"])
        {
            if (System.Text.Ascii.EqualsIgnoreCase(text, known))
            {
                type = known == "slave" ? "replica" : known;
                return true;
            }
        }
        type = "";
        return false;
    }

    /// <summary>The type of a connection.</summary>
    public static string TypeOf(Session session) => session.IsSubscriber ? "pubsub" : "normal";

    /// <summary>Reads a client's number; false when it is none or below 1.</summary>
    public static bool TryParseId(ReadOnlySpan<byte> text, out long id) => IntegerText.TryParse(text, out id) && id > 0;
}
