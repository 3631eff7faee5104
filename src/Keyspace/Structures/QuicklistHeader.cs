namespace MtcpRedis.Keyspace.Structures;

/// <summary>The block that the value word of a list with several nodes points to.</summary>
internal unsafe struct QuicklistHeader
{
    internal QuicklistNode* Head;
    internal QuicklistNode* Tail;
    internal long Count;
    internal long Nodes;
}
