using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>The place of an element in a <see cref="SortedIndex"/>, or none. Valid until the index changes.</summary>
public readonly unsafe struct SortedPosition
{
    private readonly IndexNode* _leaf;
    private readonly int _index;

    internal SortedPosition(IndexNode* leaf, int index)
    {
        _leaf = leaf;
        _index = index;
    }

    /// <summary>Whether this is no element.</summary>
    public bool IsNone => _leaf == null;

    /// <summary>The element's block.</summary>
    public byte* Element => IndexNode.Entries(_leaf)[_index].Element;

    /// <summary>The element's score.</summary>
    public double Score => IndexNode.Entries(_leaf)[_index].Score;

    /// <summary>The place of the next element, or none.</summary>
    public SortedPosition Next
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _index + 1 < _leaf->Count ? new SortedPosition(_leaf, _index + 1) : new SortedPosition(_leaf->Next, 0);
    }

    /// <summary>The place of the element before, or none.</summary>
    public SortedPosition Previous
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _index > 0 ? new SortedPosition(_leaf, _index - 1) : LastOf(_leaf->Previous);
    }

    internal static SortedPosition LastOf(IndexNode* leaf) => leaf == null ? default : new SortedPosition(leaf, leaf->Count - 1);
}
