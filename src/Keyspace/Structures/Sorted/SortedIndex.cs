using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// The order of a large sorted set: a B+ tree of elements (<see cref="ScoredMember"/> blocks) by score, then by the members' bytes, that
/// knows the number of elements in every subtree and so finds ranks in logarithmic time. About 19 bytes per element.
/// </summary>
/// <remarks>
/// The elements belong to the caller and are found by member in the caller's table; no two may have the same member. The value itself is
/// two pointers and may be copied; all copies are the same index.
/// </remarks>
public readonly unsafe struct SortedIndex
{
    private readonly Arena _arena;
    private readonly SortedIndexHeader* _index;

    /// <summary>Finds an index again by its header.</summary>
    /// <param name="arena">The arena it was created in.</param>
    /// <param name="header">What <see cref="Header"/> gave.</param>
    public SortedIndex(Arena arena, byte* header)
    {
        _arena = arena;
        _index = (SortedIndexHeader*)header;
    }

    /// <summary>The block that stands for the index and does not move.</summary>
    public byte* Header => (byte*)_index;

    /// <summary>Number of elements.</summary>
    public long Count => _index->Count;

    /// <summary>Bytes of all blocks of the index, without the elements; walks the nodes.</summary>
    public long MemoryBytes => SortedIndexTree.MemoryBytes(_index);

    /// <summary>The element with the lowest score, or none.</summary>
    public SortedPosition First => Count == 0 ? default : new SortedPosition(_index->First, 0);

    /// <summary>The element with the highest score, or none.</summary>
    public SortedPosition Last => Count == 0 ? default : SortedPosition.LastOf(_index->Last);

    /// <summary>Creates an empty index.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    public static SortedIndex Create(Arena arena) => new(arena, (byte*)SortedIndexTree.Create(arena));

    /// <summary>Gives all blocks of the index back, not the elements.</summary>
    public void Free() => SortedIndexTree.Free(_arena, _index);

    /// <summary>Adds an element.</summary>
    /// <param name="element">A block whose member is not in the index and whose score is not NaN.</param>
    public void Insert(byte* element)
    {
        Debug.Assert(!double.IsNaN(ScoredMember.Score(element)));
        Find(element, out var path);
        SortedIndexInsertion.Insert(_arena, _index, ref path, element);
    }

    /// <summary>Removes an element.</summary>
    /// <param name="element">The very block that was inserted, with the same score.</param>
    public void Remove(byte* element)
    {
        Locate(element, out var path);
        SortedIndexRemoval.Remove(_arena, _index, ref path, 1);
    }

    /// <summary>Changes the score of an element and its place with it.</summary>
    /// <param name="element">The very block that was inserted.</param>
    /// <param name="score">Not NaN.</param>
    public void ChangeScore(byte* element, double score)
    {
        Debug.Assert(!double.IsNaN(score));
        Locate(element, out var path);
        var entry = IndexNode.Entries(path.Leaf) + path.Position;
        if (KeepsPlace(new SortedPosition(path.Leaf, path.Position), score))
        {
            ScoredMember.SetScore(element, score);
            entry->Score = score;
            if (path.Position == 0)
            {
                SortedIndexInsertion.UpdateLeast(ref path, path.Depth - 1, *entry);
            }

            return;
        }

        SortedIndexRemoval.Remove(_arena, _index, ref path, 1);
        ScoredMember.SetScore(element, score);
        Insert(element);
    }

    /// <summary>Elements before an element that is in the index.</summary>
    /// <param name="element">The very block that was inserted.</param>
    public long RankOf(byte* element)
    {
        Locate(element, out var path);
        return path.Rank;
    }

    /// <summary>Elements before a cut: the difference of two is the size of a range.</summary>
    /// <param name="cut">A cut.</param>
    /// <typeparam name="TCut">Kind of the cut.</typeparam>
    public long CountBefore<TCut>(TCut cut)
        where TCut : struct, ISortedCut
    {
        SortedIndexSearch.Find(_index, ref cut, out var path);
        return path.Rank;
    }

    /// <summary>The element with a rank.</summary>
    /// <param name="rank">0 is the first element.</param>
    /// <returns>None outside of the index.</returns>
    public SortedPosition At(long rank)
    {
        if ((ulong)rank >= (ulong)Count)
        {
            return default;
        }

        SortedIndexSearch.FindRank(_index, rank, out var path);
        return new SortedPosition(path.Leaf, path.Position);
    }

    /// <summary>The first element after a cut, or none.</summary>
    /// <param name="cut">A cut.</param>
    /// <typeparam name="TCut">Kind of the cut.</typeparam>
    public SortedPosition FirstAfter<TCut>(TCut cut)
        where TCut : struct, ISortedCut
    {
        SortedIndexSearch.Find(_index, ref cut, out var path);
        return path.Position < path.Leaf->Count ? new SortedPosition(path.Leaf, path.Position) : new SortedPosition(path.Leaf->Next, 0);
    }

    /// <summary>The last element before a cut, or none.</summary>
    /// <param name="cut">A cut.</param>
    /// <typeparam name="TCut">Kind of the cut.</typeparam>
    public SortedPosition LastBefore<TCut>(TCut cut)
        where TCut : struct, ISortedCut
    {
        SortedIndexSearch.Find(_index, ref cut, out var path);
        return path.Position > 0 ? new SortedPosition(path.Leaf, path.Position - 1) : SortedPosition.LastOf(path.Leaf->Previous);
    }

    /// <summary>Removes the elements of a range of ranks, whole leaves at once; by score or member through <see cref="CountBefore"/>.</summary>
    /// <param name="rank">Rank of the first.</param>
    /// <param name="count">How many; all must exist.</param>
    /// <param name="removed">Receives each element. It must not use the index.</param>
    /// <typeparam name="TRemoved">Kind of the receiver.</typeparam>
    public void RemoveRange<TRemoved>(long rank, long count, ref TRemoved removed)
        where TRemoved : struct, IRemovedElements
    {
        Debug.Assert(rank >= 0 && count >= 0 && rank + count <= Count);
        while (count > 0)
        {
            SortedIndexSearch.FindRank(_index, rank, out var path);
            var taken = (int)Math.Min(count, path.Leaf->Count - path.Position);
            var entries = IndexNode.Entries(path.Leaf) + path.Position;
            for (var at = 0; at < taken; at++)
            {
                removed.Removed(entries[at].Element);
            }

            SortedIndexRemoval.Remove(_arena, _index, ref path, taken);
            count -= taken;
        }
    }

    private static bool KeepsPlace(SortedPosition place, double score)
    {
        var member = ScoredMember.Member(place.Element);
        var (before, after) = (place.Previous, place.Next);
        return (before.IsNone || IsBefore(before, score, member)) && (after.IsNone || !IsBefore(after, score, member));
    }

    private static bool IsBefore(SortedPosition place, double score, ReadOnlySpan<byte> member) =>
        new IndexEntry { Score = place.Score, Element = place.Element }.IsBefore(score, member);

    private void Find(byte* element, out SortedPath path)
    {
        var cut = new MemberCut(element);
        SortedIndexSearch.Find(_index, ref cut, out path);
    }

    /// <summary>Goes to an element that is in the index.</summary>
    private void Locate(byte* element, out SortedPath path)
    {
        Find(element, out path);
        if (path.Position == path.Leaf->Count)
        {
            // The first one not before it begins the next leaf, so the element's own leaf begins with it.
            SortedIndexSearch.FindRank(_index, path.Rank, out path);
        }

        Debug.Assert(IndexNode.Entries(path.Leaf)[path.Position].Element == element);
    }
}
