using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Commands;

namespace MtcpRedis.Server.Commands;

/// <summary>Every family of commands that a node knows.</summary>
internal static class AllCommands
{
    /// <summary>Builds the node's table.</summary>
    public static CommandTable BuildTable() => CommandTable.Build(
        KeyspaceCommands.All,
        ConnectionCommands.All,
        AuthenticationCommands.All,
        ClientCommands.All,
        TransactionCommands.All,
        PubSubCommands.All,
        ConfigCommands.All,
        ServerCommands.All,
        CommandCommands.All);
}
