using System.ComponentModel;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// A point between the elements of a sorted set: all elements before it come first, the others follow. A range is what lies between
/// two cuts, so bounds that include or exclude need no cases of their own.
/// </summary>
public unsafe interface ISortedCut
{
    /// <summary>Whether an element lies before the cut.</summary>
    /// <param name="score">Its score.</param>
    /// <param name="element">Its block.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    bool IsAfter(double score, byte* element);

    /// <summary>Whether an element that has no block, because it lies in a listpack, comes before the cut.</summary>
    /// <param name="score">Its score.</param>
    /// <param name="member">The bytes of the member.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    bool IsAfter(double score, ReadOnlySpan<byte> member);
}
