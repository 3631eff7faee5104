using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>OBJECT and its subcommands.</summary>
internal static class ObjectDeclarations
{
    private static readonly string[] s_tips = ["nondeterministic_output"];

    public static ShardCommand Container { get; } = new(
        "OBJECT", -2, CommandFlags.None, Keys.None, CommandGroup.Generic, _ => throw new InvalidOperationException("OBJECT runs by its subcommands."))
    {
        Docs = new("Commands about how values are kept.", "2.2.3", "Depends on subcommand."),
        Subcommands =
        [
            Sub("ENCODING", ObjectCommands.Encoding, "2.2.3", "Tells how a value is stored."),
            Sub("FREQ", ObjectCommands.Freq, "4.0.0", "Tells the logarithmic access counter of a key."),
            new ShardCommand(
                "HELP", 2, CommandFlags.Loading | CommandFlags.Stale, Keys.None, CommandGroup.Generic, c => HelpReply.Write(c.Reply, c.Command.Parent!))
            {
                Docs = new("Lists the subcommands.", "6.2.0", "O(1)"),
            },
            Sub("IDLETIME", ObjectCommands.IdleTime, "2.2.3", "Tells for how many seconds a key was not used."),
            Sub("REFCOUNT", ObjectCommands.RefCount, "2.2.3", "Tells how many keys share a value."),
        ],
    };

    private static ShardCommand Sub(string name, ShardCommand.CommandHandler handler, string since, string summary) =>
        new(name, 3, CommandFlags.ReadOnly, Keys.At(2, RO), CommandGroup.Generic, handler)
        {
            Tips = s_tips,
            Docs = new(summary, since, "O(1)") { Arguments = "key" },
        };
}
