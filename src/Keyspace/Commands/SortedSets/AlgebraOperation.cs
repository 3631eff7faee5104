namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>What becomes of several sorted sets.</summary>
internal enum AlgebraOperation
{
    /// <summary>The members of any.</summary>
    Union,

    /// <summary>The members of all.</summary>
    Intersection,

    /// <summary>The members of the first that no other has.</summary>
    Difference,
}
