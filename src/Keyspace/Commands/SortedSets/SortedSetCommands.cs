using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The commands on sorted sets.</summary>
internal static class SortedSetCommands
{
    public static ShardCommand[] All { get; } = [.. ElementDeclarations.All, .. RangeDeclarations.All, .. AlgebraDeclarations.All];
}
