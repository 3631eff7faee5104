using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Commands.Generic;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Commands;

/// <summary>MEMORY: where the memory goes.</summary>
internal static class MemoryCommands
{
    private static readonly string[] s_special = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"];

    public static SessionCommand[] All { get; } =
    [
        new("MEMORY", -2, CommandFlags.None, Keys.None, CommandGroup.Server,
            _ => throw new InvalidOperationException("MEMORY runs by its subcommands."))
        {
            Docs = new("Commands about memory.", "4.0.0", "Depends on subcommand."),
            Subcommands =
            [
                Sub("DOCTOR", Doctor, "Names what is wrong with the use of memory.", "O(1)", s_special),
                new SessionCommand(
                    "HELP", 2, CommandFlags.Loading | CommandFlags.Stale, Keys.None, CommandGroup.Server,
                    c => HelpReply.Write(c.Reply, c.Command.Parent!))
                {
                    Docs = new("Lists the subcommands.", "4.0.0", "O(1)"),
                },
                Sub("MALLOC-STATS", AllocatorReport, "Shows the state of the arenas.",
                    "Depends on how much memory is allocated, could be slow", s_special),
                Sub("PURGE", Purge, "Returns unused memory to the operating system.",
                    "Depends on how much memory is allocated, could be slow", ["request_policy:all_shards", "response_policy:all_succeeded"]),
                Sub("STATS", MemoryStats.Write, "Tells how much memory is used for what.", "O(1)", s_special),
                MemoryUsageCommand.Declare(),
            ],
        },
    ];

    private static SessionCommand Sub(
        string name, SessionCommand.SessionHandler handler, string summary, string complexity, string[] tips) =>
        new(name, 2, CommandFlags.None, Keys.None, CommandGroup.Server, handler)
        {
            Mode = SessionCommandMode.Leased,
            Tips = tips,
            Docs = new(summary, "4.0.0", complexity),
        };

    private static void Doctor(SessionContext c) =>
        c.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(MemoryDoctor.Examine(MemoryFigures.Of(c.Node))));

    private static void Purge(SessionContext c)
    {
        foreach (KeyspaceShard shard in c.Node.Keyspace.Shards)
            shard.Arena.Trim();
        c.Reply.Ok();
    }

    private static void AllocatorReport(SessionContext c)
    {
        var text = new StringBuilder();
        foreach (KeyspaceShard shard in c.Node.Keyspace.Shards)
        {
            text.Append($"arena {shard.Index}: {shard.Arena.UsedBytes} bytes in {shard.Arena.BlockCount} blocks, ")
                .Append($"{shard.Arena.MappedBytes} bytes mapped, {shard.LazyFree.PendingObjects} values wait to be freed\n");
        }
        MemoryFigures memory = MemoryFigures.Of(c.Node);
        text.Append($"managed heap: {memory.Heap} bytes\nresident: {memory.Resident} bytes\n");
        c.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(text.ToString()));
    }
}
