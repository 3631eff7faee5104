using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>Memory and links of single nodes of the tree.</summary>
internal static unsafe class SortedIndexNodes
{
    /// <summary>Entries or children a block grows by, and twice which it may be too large.</summary>
    private const int Step = 8;

    internal static IndexNode* Create(Arena arena, bool leaf, int count)
    {
        var room = Math.Min(count + Step, Capacity(leaf));
        var node = (IndexNode*)arena.Allocate(SizeOf(leaf, room));
        *node = default;
        node->Room = RoomOf(leaf, node);
        return node;
    }

    /// <summary>Makes room for more entries or children; the node may move, and its neighbours are told then.</summary>
    internal static IndexNode* Grow(Arena arena, SortedIndexHeader* index, bool leaf, IndexNode* node, int added = 1)
    {
        var count = node->Count + added;
        Debug.Assert(count <= Capacity(leaf));
        return count <= node->Room ? node : Resize(arena, index, leaf, node, Math.Min(count - 1 + Step, Capacity(leaf)));
    }

    /// <summary>Gives memory back after removals.</summary>
    internal static IndexNode* Shrink(Arena arena, SortedIndexHeader* index, bool leaf, IndexNode* node) =>
        node->Room - node->Count > 2 * Step ? Resize(arena, index, leaf, node, node->Count + Step) : node;

    internal static int Capacity(bool leaf) => leaf ? IndexNode.LeafCapacity : IndexNode.BranchCapacity;

    internal static void LinkAfter(SortedIndexHeader* index, IndexNode* previous, IndexNode* leaf)
    {
        leaf->Previous = previous;
        leaf->Next = previous == null ? index->First : previous->Next;
        SetNeighbours(index, leaf);
    }

    internal static void Unlink(SortedIndexHeader* index, IndexNode* leaf)
    {
        if (leaf->Previous == null)
        {
            index->First = leaf->Next;
        }
        else
        {
            leaf->Previous->Next = leaf->Next;
        }

        if (leaf->Next == null)
        {
            index->Last = leaf->Previous;
        }
        else
        {
            leaf->Next->Previous = leaf->Previous;
        }
    }

    /// <summary>What a parent has to know about a node that is not empty.</summary>
    internal static IndexChild Describe(bool leaf, IndexNode* node)
    {
        Debug.Assert(node->Count > 0);
        if (leaf)
        {
            return new IndexChild { Least = *IndexNode.Entries(node), Node = node, Count = node->Count };
        }

        var children = IndexNode.Children(node);
        long count = 0;
        for (var at = 0; at < node->Count; at++)
        {
            count += children[at].Count;
        }

        return new IndexChild { Least = children->Least, Node = node, Count = count };
    }

    /// <summary>Makes a gap for one item, or closes one over several.</summary>
    internal static void Shift<T>(T* items, ref int count, int at, int by)
        where T : unmanaged
    {
        var from = by > 0 ? at : at - by;
        Debug.Assert(from <= count);
        var bytes = (long)(count - from) * sizeof(T);
        Buffer.MemoryCopy(items + from, items + from + by, bytes, bytes);
        count += by;
    }

    private static IndexNode* Resize(Arena arena, SortedIndexHeader* index, bool leaf, IndexNode* node, int room)
    {
        node = (IndexNode*)arena.Reallocate((byte*)node, SizeOf(leaf, room));
        node->Room = RoomOf(leaf, node);
        if (leaf)
        {
            SetNeighbours(index, node);
        }

        return node;
    }

    private static void SetNeighbours(SortedIndexHeader* index, IndexNode* leaf)
    {
        if (leaf->Previous == null)
        {
            index->First = leaf;
        }
        else
        {
            leaf->Previous->Next = leaf;
        }

        if (leaf->Next == null)
        {
            index->Last = leaf;
        }
        else
        {
            leaf->Next->Previous = leaf;
        }
    }

    private static int ItemSize(bool leaf) => leaf ? sizeof(IndexEntry) : sizeof(IndexChild);

    private static long SizeOf(bool leaf, int room) => sizeof(IndexNode) + ((long)room * ItemSize(leaf));

    private static int RoomOf(bool leaf, IndexNode* node) =>
        (int)Math.Min((Arena.UsableSize((byte*)node) - sizeof(IndexNode)) / ItemSize(leaf), Capacity(leaf));
}
