using MtcpRedis.Core.Commands.Arguments;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Core.Commands;

/// <summary>What the HELP subcommand of a container says, from the declarations of its subcommands.</summary>
public static class HelpReply
{
    /// <summary>Writes usage and one line per subcommand and summary, each a simple string.</summary>
    public static void Write(ReplyWriter reply, CommandSpec container)
    {
        var lines = new List<string>
        {
            $"{container.Name} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
        };
        foreach (CommandSpec sub in container.Subcommands)
        {
            lines.Add($"{sub.Name} {Usage(sub)}".TrimEnd());
            lines.Add($"    {sub.Docs?.Summary}".TrimEnd());
        }
        reply.Array(lines.Count);
        foreach (string line in lines)
            reply.SimpleString(System.Text.Encoding.ASCII.GetBytes(line));
    }

    private static string Usage(CommandSpec command) =>
        ArgumentUsage.Of(CommandArguments.Parse(command.Docs?.Arguments ?? "", command.Keys.Length));
}
