using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>The commands on keys of any type.</summary>
internal static class GenericCommands
{
    public static ShardCommand[] All { get; } =
    [
        .. KeyDeclarations.All,
        .. ExpiryDeclarations.All,
        .. IterationDeclarations.All,
        ObjectDeclarations.Container,
    ];
}
