using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// Taking entries out. Empty nodes go; a node less than half full joins a neighbour when both leave a quarter of one node free, so
/// that it is not split again at once.
/// </summary>
internal static unsafe class SortedIndexRemoval
{
    /// <summary>Removes entries at a place, all in its leaf.</summary>
    internal static void Remove(Arena arena, SortedIndexHeader* index, ref SortedPath path, int count)
    {
        path.AddToCounts(-count);
        index->Count -= count;
        var leaf = path.Leaf;
        Debug.Assert(count > 0 && path.Position + count <= leaf->Count);
        SortedIndexNodes.Shift(IndexNode.Entries(leaf), ref leaf->Count, path.Position, -count);
        if (leaf->Count == 0 && path.Depth > 0)
        {
            SortedIndexNodes.Unlink(index, leaf);
            arena.Free((byte*)leaf);
            RemoveChild(arena, index, ref path, path.Depth - 1, path.Index(path.Depth - 1));
            return;
        }

        if (path.Position == 0 && path.Depth > 0)
        {
            SortedIndexInsertion.UpdateLeast(ref path, path.Depth - 1, *IndexNode.Entries(leaf));
        }

        Tidy(arena, index, ref path, path.Depth, leaf: true);
    }

    private static void RemoveChild(Arena arena, SortedIndexHeader* index, ref SortedPath path, int level, int at)
    {
        var branch = path.Branch(level);
        SortedIndexNodes.Shift(IndexNode.Children(branch), ref branch->Count, at, -1);
        if (branch->Count == 0)
        {
            arena.Free((byte*)branch);
            if (level > 0)
            {
                RemoveChild(arena, index, ref path, level - 1, path.Index(level - 1));
            }
            else
            {
                SortedIndexTree.BecomeEmpty(arena, index);
            }

            return;
        }

        if (at == 0)
        {
            SortedIndexInsertion.UpdateLeast(ref path, level - 1, IndexNode.Children(branch)->Least);
        }

        Tidy(arena, index, ref path, level, leaf: false);
    }

    /// <summary>Joins, shrinks or, at the root, removes a level.</summary>
    private static void Tidy(Arena arena, SortedIndexHeader* index, ref SortedPath path, int level, bool leaf)
    {
        var node = leaf ? path.Leaf : path.Branch(level);
        if (level == 0 && !leaf && node->Count == 1)
        {
            SortedIndexTree.Collapse(arena, index);
            return;
        }

        if (level > 0 && node->Count < SortedIndexNodes.Capacity(leaf) / 2 && TryMerge(arena, index, ref path, level, leaf, node))
        {
            return;
        }

        path.Replace(index, level, SortedIndexNodes.Shrink(arena, index, leaf, node));
    }

    private static bool TryMerge(Arena arena, SortedIndexHeader* index, ref SortedPath path, int level, bool leaf, IndexNode* node)
    {
        var parent = path.Branch(level - 1);
        var at = path.Index(level - 1);
        var children = IndexNode.Children(parent);
        var most = (SortedIndexNodes.Capacity(leaf) * 3 / 4) - node->Count;
        var left = at > 0 && children[at - 1].Node->Count <= most ? at - 1
            : at + 1 < parent->Count && children[at + 1].Node->Count <= most ? at
            : -1;
        if (left < 0)
        {
            return false;
        }

        Merge(arena, index, leaf, children + left);
        RemoveChild(arena, index, ref path, level - 1, left + 1);
        return true;
    }

    /// <summary>Moves everything of the second of two neighbours into the first and frees the second.</summary>
    private static void Merge(Arena arena, SortedIndexHeader* index, bool leaf, IndexChild* pair)
    {
        var right = pair[1].Node;
        var left = SortedIndexNodes.Grow(arena, index, leaf, pair[0].Node, right->Count);
        if (leaf)
        {
            var entries = new ReadOnlySpan<IndexEntry>(IndexNode.Entries(right), right->Count);
            entries.CopyTo(new Span<IndexEntry>(IndexNode.Entries(left) + left->Count, right->Count));
            SortedIndexNodes.Unlink(index, right);
        }
        else
        {
            var children = new ReadOnlySpan<IndexChild>(IndexNode.Children(right), right->Count);
            children.CopyTo(new Span<IndexChild>(IndexNode.Children(left) + left->Count, right->Count));
        }

        left->Count += right->Count;
        pair[0].Node = left;
        pair[0].Count += pair[1].Count;
        arena.Free((byte*)right);
    }
}
