using MtcpRedis.Keyspace.Structures.Sorted;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures.Sorted;

/// <summary>Everything that must hold inside of an index between two operations.</summary>
internal static unsafe class TreeCheck
{
    internal static void AssertValid(SortedIndexHeader* index)
    {
        IndexNode* lastLeaf = null;
        var count = Walk(index->Root, index->Height, isRoot: true, out _, ref lastLeaf);
        Assert.Equal(index->Count, count);
        Assert.True(index->Last == lastLeaf && lastLeaf->Next == null);
        Assert.True(index->First->Previous == null);
    }

    private static long Walk(IndexNode* node, int height, bool isRoot, out IndexEntry least, ref IndexNode* lastLeaf)
    {
        Assert.InRange(node->Count, isRoot ? 0 : 1, node->Room);
        if (height == 0)
        {
            Assert.True(node->Previous == lastLeaf && (lastLeaf == null || lastLeaf->Next == node));
            lastLeaf = node;
            least = *IndexNode.Entries(node);
            return node->Count;
        }

        Assert.True(!isRoot || node->Count > 1);
        long count = 0;
        var children = IndexNode.Children(node);
        for (var at = 0; at < node->Count; at++)
        {
            Assert.Equal(children[at].Count, Walk(children[at].Node, height - 1, isRoot: false, out var first, ref lastLeaf));
            Assert.True(first.Element == children[at].Least.Element);
            Assert.Equal(first.Score, children[at].Least.Score);
            count += children[at].Count;
        }

        least = children->Least;
        return count;
    }
}
