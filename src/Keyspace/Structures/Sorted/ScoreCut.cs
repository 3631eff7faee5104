namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>
/// A cut at a score. The range "min max" of a command lies between <see cref="Before"/>(min) and <see cref="After"/>(max); a bound with a
/// parenthesis takes the other one.
/// </summary>
public readonly unsafe struct ScoreCut : ISortedCut
{
    private readonly double _score;
    private readonly bool _after;

    private ScoreCut(double score, bool after)
    {
        _score = score;
        _after = after;
    }

    /// <summary>The cut before all elements with a score.</summary>
    /// <param name="score">Not NaN; may be infinite.</param>
    public static ScoreCut Before(double score) => new(score, after: false);

    /// <summary>The cut after all elements with a score.</summary>
    /// <param name="score">Not NaN; may be infinite.</param>
    public static ScoreCut After(double score) => new(score, after: true);

    /// <inheritdoc/>
    public bool IsAfter(double score, byte* element) => IsAfter(score);

    /// <inheritdoc/>
    public bool IsAfter(double score, ReadOnlySpan<byte> member) => IsAfter(score);

    private bool IsAfter(double score) => score < _score || (_after && score == _score);
}
