using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// A cut at a member among elements of equal scores. The range "[min [max" of a command lies between <see cref="Before"/>(min) and
/// <see cref="After"/>(max); a bound with a parenthesis takes the other one, "-" is <see cref="Start"/> and "+" is <see cref="End"/>.
/// </summary>
/// <remarks>Holds a pointer: the bytes of the member must stay where they are while the cut is used.</remarks>
public readonly unsafe struct LexCut : ISortedCut
{
    private readonly byte* _member;
    private readonly int _length;
    private readonly bool _after;

    private LexCut(byte* member, int length, bool after)
    {
        _member = member;
        _length = length;
        _after = after;
    }

    /// <summary>The cut before all elements.</summary>
    public static LexCut Start => new(null, 0, after: false);

    /// <summary>The cut after all elements.</summary>
    public static LexCut End => new(null, 0, after: true);

    /// <summary>The cut before a member.</summary>
    /// <param name="member">First byte, not null.</param>
    /// <param name="length">Bytes.</param>
    public static LexCut Before(byte* member, int length) => new(member, length, after: false);

    /// <summary>The cut after a member.</summary>
    /// <param name="member">First byte, not null.</param>
    /// <param name="length">Bytes.</param>
    public static LexCut After(byte* member, int length) => new(member, length, after: true);

    /// <inheritdoc/>
    public bool IsAfter(double score, byte* element) => IsAfter(ScoredMember.Member(element));

    /// <inheritdoc/>
    public bool IsAfter(double score, ReadOnlySpan<byte> member) => IsAfter(member);

    /// <summary>Whether a member lies before the cut, for members that are not in an index.</summary>
    /// <param name="member">Any bytes.</param>
    public bool IsAfter(ReadOnlySpan<byte> member)
    {
        if (_member == null)
        {
            return _after;
        }

        var order = member.SequenceCompareTo(new ReadOnlySpan<byte>(_member, _length));
        return order < 0 || (_after && order == 0);
    }
}
