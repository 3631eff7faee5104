using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// Putting entries in and splitting full nodes. A node is split in the middle, except at the outer edges of the tree: there
/// ascending or descending insertions leave full nodes behind.
/// </summary>
internal static unsafe class SortedIndexInsertion
{
    /// <summary>Inserts at a place that was searched for this element.</summary>
    internal static void Insert(Arena arena, SortedIndexHeader* index, ref SortedPath path, byte* element)
    {
        path.AddToCounts(1);
        index->Count++;
        var entry = IndexEntry.Of(element);
        var leaf = path.Leaf;
        if (leaf->Count < IndexNode.LeafCapacity)
        {
            leaf = SortedIndexNodes.Grow(arena, index, leaf: true, leaf);
            path.Replace(index, path.Depth, leaf);
            PutEntry(leaf, path.Position, entry);
            if (path.Position == 0)
            {
                UpdateLeast(ref path, path.Depth - 1, entry);
            }

            return;
        }

        var right = Split(arena, index, ref path, path.Depth, leaf: true, path.Position);
        leaf = path.Leaf;
        if (path.Position <= leaf->Count && leaf->Count < IndexNode.LeafCapacity)
        {
            leaf = SortedIndexNodes.Grow(arena, index, leaf: true, leaf);
            PutEntry(leaf, path.Position, entry);
        }
        else
        {
            right = SortedIndexNodes.Grow(arena, index, leaf: true, right);
            PutEntry(right, path.Position - leaf->Count, entry);
        }

        Attach(arena, index, ref path, path.Depth, leaf: true, leaf, right);
    }

    /// <summary>A subtree got another first entry: tells the ancestors for which it is the first one too.</summary>
    internal static void UpdateLeast(ref SortedPath path, int level, in IndexEntry least)
    {
        for (; level >= 0; level--)
        {
            path.Child(level)->Least = least;
            if (path.Index(level) != 0)
            {
                return;
            }
        }
    }

    private static void PutEntry(IndexNode* leaf, int at, in IndexEntry entry)
    {
        SortedIndexNodes.Shift(IndexNode.Entries(leaf), ref leaf->Count, at, 1);
        IndexNode.Entries(leaf)[at] = entry;
    }

    private static void PutChild(IndexNode* branch, int at, in IndexChild child)
    {
        SortedIndexNodes.Shift(IndexNode.Children(branch), ref branch->Count, at, 1);
        IndexNode.Children(branch)[at] = child;
    }

    private static void InsertChild(Arena arena, SortedIndexHeader* index, ref SortedPath path, int level, int at, in IndexChild child)
    {
        var branch = path.Branch(level);
        if (branch->Count < IndexNode.BranchCapacity)
        {
            branch = SortedIndexNodes.Grow(arena, index, leaf: false, branch);
            path.Replace(index, level, branch);
            PutChild(branch, at, child);
            return;
        }

        var right = Split(arena, index, ref path, level, leaf: false, at);
        branch = path.Branch(level);
        if (at <= branch->Count && branch->Count < IndexNode.BranchCapacity)
        {
            branch = SortedIndexNodes.Grow(arena, index, leaf: false, branch);
            PutChild(branch, at, child);
        }
        else
        {
            right = SortedIndexNodes.Grow(arena, index, leaf: false, right);
            PutChild(right, at - branch->Count, child);
        }

        Attach(arena, index, ref path, level, leaf: false, branch, right);
    }

    /// <summary>Moves the upper part of a full node into a new one; the place decides how much. The path follows the old node.</summary>
    private static IndexNode* Split(Arena arena, SortedIndexHeader* index, ref SortedPath path, int level, bool leaf, int at)
    {
        var node = leaf ? path.Leaf : path.Branch(level);
        var kept = at == node->Count && IsOuter(ref path, level, last: true) ? node->Count
            : at == 0 && IsOuter(ref path, level, last: false) ? 0
            : node->Count / 2;
        var moved = node->Count - kept;
        var right = SortedIndexNodes.Create(arena, leaf, moved);
        if (leaf)
        {
            Copy(IndexNode.Entries(node) + kept, IndexNode.Entries(right), moved);
            SortedIndexNodes.LinkAfter(index, node, right);
        }
        else
        {
            Copy(IndexNode.Children(node) + kept, IndexNode.Children(right), moved);
        }

        right->Count = moved;
        node->Count = kept;
        path.Replace(index, level, SortedIndexNodes.Shrink(arena, index, leaf, node));
        return right;
    }

    private static bool IsOuter(ref SortedPath path, int level, bool last)
    {
        while (--level >= 0)
        {
            if (path.Index(level) != (last ? path.Branch(level)->Count - 1 : 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Enters both halves of a split node into the parent, or puts a new root above them.</summary>
    private static void Attach(
        Arena arena, SortedIndexHeader* index, ref SortedPath path, int level, bool leaf, IndexNode* left, IndexNode* right)
    {
        var first = SortedIndexNodes.Describe(leaf, left);
        var second = SortedIndexNodes.Describe(leaf, right);
        if (level > 0)
        {
            *path.Child(level - 1) = first;
            UpdateLeast(ref path, level - 1, first.Least);
            InsertChild(arena, index, ref path, level - 1, path.Index(level - 1) + 1, second);
            return;
        }

        var root = SortedIndexNodes.Create(arena, leaf: false, 2);
        PutChild(root, 0, first);
        PutChild(root, 1, second);
        index->Root = root;
        index->Height++;
    }

    private static void Copy<T>(T* from, T* to, int count)
        where T : unmanaged =>
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(to, count));
}
