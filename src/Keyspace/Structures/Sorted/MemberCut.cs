using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>The cut right before an element: its place, whether it is in the index or about to be.</summary>
internal readonly unsafe struct MemberCut(byte* element) : ISortedCut
{
    private readonly double _score = ScoredMember.Score(element);
    private readonly byte* _element = element;

    public bool IsAfter(double score, byte* element) =>
        score < _score || (score == _score && element != _element && IsAfterMember(element));

    public bool IsAfter(double score, ReadOnlySpan<byte> member) =>
        score < _score || (score == _score && member.SequenceCompareTo(ScoredMember.Member(_element)) < 0);

    private bool IsAfterMember(byte* element) =>
        ScoredMember.Member(element).SequenceCompareTo(ScoredMember.Member(_element)) < 0;
}
