using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Commands;

namespace MtcpRedis.Server.Commands;

/// <summary>Every family of commands that a node knows.</summary>
internal static class AllCommands
{
    /// <summary>The families; a new one is added here.</summary>
    public static IEnumerable<CommandSpec>[] Families { get; } =
    [
        KeyspaceCommands.All,
        ConnectionCommands.All,
        AuthenticationCommands.All,
        ClientCommands.All,
        TransactionCommands.All,
        PubSubCommands.All,
        ConfigCommands.All,
        MemoryCommands.All,
        DebugCommands.All,
        ServerCommands.All,
        CommandCommands.All,
    ];

    /// <summary>Builds the node's table.</summary>
    public static CommandTable BuildTable() => CommandTable.Build(Families);
}
