namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>How the scores of a member that several inputs have become one.</summary>
internal enum ScoreAggregate
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The greatest.</summary>
    Max,
}
