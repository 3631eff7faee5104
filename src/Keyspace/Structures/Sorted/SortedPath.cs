using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>The way from the root to a place in a leaf: on each level the branch and the child taken.</summary>
internal unsafe struct SortedPath
{
    /// <summary>Far above what memory allows: a level of branches multiplies by 31 at least on its way to another one.</summary>
    private const int MaxHeight = 16;

    private Steps _steps;

    /// <summary>Levels of branches passed.</summary>
    internal int Depth;

    internal IndexNode* Leaf;

    /// <summary>Place in the leaf; equal to its count behind its last entry.</summary>
    internal int Position;

    /// <summary>Elements before the place.</summary>
    internal long Rank;

    internal void Push(IndexNode* branch, int index)
    {
        Debug.Assert(Depth < MaxHeight);
        _steps[Depth].Branch = branch;
        _steps[Depth].Index = index;
        Depth++;
    }

    /// <summary>The branch on a level; 0 is the root's.</summary>
    internal readonly IndexNode* Branch(int level) => _steps[level].Branch;

    /// <summary>The child taken on a level.</summary>
    internal readonly int Index(int level) => _steps[level].Index;

    internal readonly IndexChild* Child(int level) => IndexNode.Children(_steps[level].Branch) + _steps[level].Index;

    /// <summary>The node of a level changed its address: corrects the path and the pointer to it.</summary>
    internal void Replace(SortedIndexHeader* index, int level, IndexNode* node)
    {
        if (level < Depth)
        {
            _steps[level].Branch = node;
        }
        else
        {
            Leaf = node;
        }

        if (level == 0)
        {
            index->Root = node;
        }
        else
        {
            Child(level - 1)->Node = node;
        }
    }

    /// <summary>The subtrees passed gained or lost elements.</summary>
    internal readonly void AddToCounts(long added)
    {
        for (var level = 0; level < Depth; level++)
        {
            Child(level)->Count += added;
        }
    }

    private struct Step
    {
        internal IndexNode* Branch;
        internal int Index;
    }

    [InlineArray(MaxHeight)]
    private struct Steps
    {
        private Step _first;
    }
}
