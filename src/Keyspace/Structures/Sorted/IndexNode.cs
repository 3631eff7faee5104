using System.Diagnostics;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// Header of a node of the tree. A leaf continues with entries, a branch with children. The block is only as large as the node needs,
/// up to the capacity, so a half full tree does not cost twice.
/// </summary>
internal unsafe struct IndexNode
{
    /// <summary>Entries of a full leaf, which fills a block of 1 KiB.</summary>
    internal const int LeafCapacity = 62;

    /// <summary>Children of a full branch, which fills a block of 2 KiB.</summary>
    internal const int BranchCapacity = 63;

    /// <summary>Neighbours; leaves only.</summary>
    internal IndexNode* Previous;
    internal IndexNode* Next;

    /// <summary>Entries or children.</summary>
    internal int Count;

    /// <summary>Entries or children the block has room for.</summary>
    internal int Room;

    internal static IndexEntry* Entries(IndexNode* leaf)
    {
        Debug.Assert(leaf->Count <= leaf->Room && leaf->Room <= LeafCapacity);
        return (IndexEntry*)(leaf + 1);
    }

    internal static IndexChild* Children(IndexNode* branch)
    {
        Debug.Assert(branch->Count <= branch->Room && branch->Room <= BranchCapacity);
        return (IndexChild*)(branch + 1);
    }
}
