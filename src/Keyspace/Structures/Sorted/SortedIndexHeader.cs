namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>The block that stands for an index and does not move.</summary>
internal unsafe struct SortedIndexHeader
{
    /// <summary>Never null; a leaf if <see cref="Height"/> is 0.</summary>
    internal IndexNode* Root;

    internal IndexNode* First;
    internal IndexNode* Last;
    internal long Count;

    /// <summary>Levels of branches above the leaves.</summary>
    internal int Height;
}
