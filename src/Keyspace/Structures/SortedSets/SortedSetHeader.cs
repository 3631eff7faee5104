namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>The block that the word of a large sorted set points to: the headers of its two structures.</summary>
internal unsafe struct SortedSetHeader
{
    internal byte* Table;
    internal byte* Index;
}
