using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>An element in a leaf; the score is repeated so that most comparisons do not leave the leaf.</summary>
internal unsafe struct IndexEntry
{
    internal double Score;
    internal byte* Element;

    internal static IndexEntry Of(byte* element) => new() { Score = ScoredMember.Score(element), Element = element };

    /// <summary>Whether this entry comes before one with these properties: by score, then by bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool IsBefore(double score, ReadOnlySpan<byte> member) =>
        Score < score || (Score == score && ScoredMember.Member(Element).SequenceCompareTo(member) < 0);
}
