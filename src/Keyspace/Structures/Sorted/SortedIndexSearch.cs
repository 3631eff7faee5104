namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>Ways down the tree: to a cut, or to a rank.</summary>
internal static unsafe class SortedIndexSearch
{
    /// <summary>Goes to the first element that is not before the cut.</summary>
    internal static void Find<TCut>(SortedIndexHeader* index, ref TCut cut, out SortedPath path)
        where TCut : struct, ISortedCut
    {
        path = default;
        var node = index->Root;
        for (var level = index->Height; level > 0; level--)
        {
            // The element is in the last subtree that begins before the cut, or is the first one after that subtree.
            var children = IndexNode.Children(node);
            var taken = Math.Max(0, FirstChildNotBefore(children, node->Count, ref cut) - 1);
            for (var at = 0; at < taken; at++)
            {
                path.Rank += children[at].Count;
            }

            path.Push(node, taken);
            node = children[taken].Node;
        }

        path.Leaf = node;
        path.Position = FirstEntryNotBefore(IndexNode.Entries(node), node->Count, ref cut);
        path.Rank += path.Position;
    }

    /// <summary>Goes to a rank from 0 to the number of elements - 1.</summary>
    internal static void FindRank(SortedIndexHeader* index, long rank, out SortedPath path)
    {
        path = default;
        path.Rank = rank;
        var node = index->Root;
        for (var level = index->Height; level > 0; level--)
        {
            var children = IndexNode.Children(node);
            var taken = 0;
            for (; rank >= children[taken].Count; taken++)
            {
                rank -= children[taken].Count;
            }

            path.Push(node, taken);
            node = children[taken].Node;
        }

        path.Leaf = node;
        path.Position = (int)rank;
    }

    private static int FirstChildNotBefore<TCut>(IndexChild* children, int count, ref TCut cut)
        where TCut : struct, ISortedCut
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (cut.IsAfter(children[middle].Least.Score, children[middle].Least.Element))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int FirstEntryNotBefore<TCut>(IndexEntry* entries, int count, ref TCut cut)
        where TCut : struct, ISortedCut
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (cut.IsAfter(entries[middle].Score, entries[middle].Element))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
