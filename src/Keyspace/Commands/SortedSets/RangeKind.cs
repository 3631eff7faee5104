namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>What the bounds of a range are.</summary>
internal enum RangeKind
{
    /// <summary>Indexes.</summary>
    Rank,

    /// <summary>Scores.</summary>
    Score,

    /// <summary>Members, among elements of one score.</summary>
    Lex,
}
