using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>The tree as a whole: its beginning, its levels, its end.</summary>
internal static unsafe class SortedIndexTree
{
    internal static SortedIndexHeader* Create(Arena arena)
    {
        var index = (SortedIndexHeader*)arena.Allocate(sizeof(SortedIndexHeader));
        BecomeEmpty(arena, index);
        return index;
    }

    /// <summary>Starts again with one empty leaf; the old nodes are gone already.</summary>
    internal static void BecomeEmpty(Arena arena, SortedIndexHeader* index)
    {
        *index = default;
        index->Root = SortedIndexNodes.Create(arena, leaf: true, 0);
        index->First = index->Root;
        index->Last = index->Root;
    }

    /// <summary>Takes away roots with a single child.</summary>
    internal static void Collapse(Arena arena, SortedIndexHeader* index)
    {
        while (index->Height > 0 && index->Root->Count == 1)
        {
            var root = index->Root;
            index->Root = IndexNode.Children(root)->Node;
            index->Height--;
            arena.Free((byte*)root);
        }
    }

    internal static void Free(Arena arena, SortedIndexHeader* index)
    {
        FreeNode(arena, index->Root, index->Height);
        arena.Free((byte*)index);
    }

    internal static long MemoryBytes(SortedIndexHeader* index) =>
        Arena.UsableSize((byte*)index) + NodeBytes(index->Root, index->Height);

    private static long NodeBytes(IndexNode* node, int height)
    {
        var bytes = Arena.UsableSize((byte*)node);
        for (var at = 0; height > 0 && at < node->Count; at++)
        {
            bytes += NodeBytes(IndexNode.Children(node)[at].Node, height - 1);
        }

        return bytes;
    }

    private static void FreeNode(Arena arena, IndexNode* node, int height)
    {
        for (var at = 0; height > 0 && at < node->Count; at++)
        {
            FreeNode(arena, IndexNode.Children(node)[at].Node, height - 1);
        }

        arena.Free((byte*)node);
    }
}
