namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>A subtree as its parent knows it.</summary>
internal unsafe struct IndexChild
{
    /// <summary>The first entry of the subtree.</summary>
    internal IndexEntry Least;

    internal IndexNode* Node;

    /// <summary>Elements in the subtree.</summary>
    internal long Count;
}
