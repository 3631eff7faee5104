using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The options behind the keys of ZUNION and its relatives.</summary>
internal struct AlgebraOptions
{
    /// <summary>How scores are combined.</summary>
    public ScoreAggregate Aggregate;

    /// <summary>Whether scores are replied.</summary>
    public bool WithScores;

    /// <summary>Most members to count; 0: no limit.</summary>
    public long Limit;

    /// <summary>Reads the options; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the first option.</param>
    /// <param name="inputs">Receive their weights.</param>
    /// <param name="combines">Whether scores are combined, so that WEIGHTS and AGGREGATE make sense.</param>
    /// <param name="replies">Whether members are replied, so that WITHSCORES makes sense.</param>
    /// <param name="options">What was read.</param>
    public static bool TryParse(
        CommandContext c, int index, Span<ScoredInput> inputs, bool combines, bool replies, out AlgebraOptions options)
    {
        options = default;
        while (index < c.ArgCount)
        {
            if (combines && c.IsOption(index, "WEIGHTS"u8) && index + inputs.Length < c.ArgCount)
            {
                if (!TryWeights(c, index + 1, inputs))
                {
                    return false;
                }

                index += 1 + inputs.Length;
            }
            else if (combines && c.IsOption(index, "AGGREGATE"u8) && options.TryAggregate(c, index + 1))
            {
                index += 2;
            }
            else if (replies && c.IsOption(index, "WITHSCORES"u8))
            {
                options.WithScores = true;
                index++;
            }
            else
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the only option of ZINTERCARD; false when the error has been replied.</summary>
    public static bool TryParseLimit(CommandContext c, int index, out AlgebraOptions options)
    {
        options = default;
        while (index < c.ArgCount)
        {
            if (!c.IsOption(index, "LIMIT"u8) || index + 1 == c.ArgCount)
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }

            if (!ArgumentNumbers.TryAtLeast(c, index + 1, 0, "ERR LIMIT can't be negative"u8, out options.Limit))
            {
                return false;
            }

            index += 2;
        }

        return true;
    }

    /// <summary>Combines two scores; sums that are no number count as 0.</summary>
    public readonly double Combine(double score, double other)
    {
        switch (Aggregate)
        {
            case ScoreAggregate.Sum:
                score += other;
                return double.IsNaN(score) ? 0 : score;
            case ScoreAggregate.Min:
                return other < score ? other : score;
            default:
                return other > score ? other : score;
        }
    }

    private static bool TryWeights(CommandContext c, int index, Span<ScoredInput> inputs)
    {
        foreach (ref var input in inputs)
        {
            if (!DoubleText.TryParse(c.Arg(index++), out var weight))
            {
                c.Reply.Error("ERR weight value is not a float"u8);
                return false;
            }

            input.Weight = weight;
        }

        return true;
    }

    private bool TryAggregate(CommandContext c, int index)
    {
        if (c.IsOption(index, "SUM"u8))
        {
            Aggregate = ScoreAggregate.Sum;
        }
        else if (c.IsOption(index, "MIN"u8))
        {
            Aggregate = ScoreAggregate.Min;
        }
        else if (c.IsOption(index, "MAX"u8))
        {
            Aggregate = ScoreAggregate.Max;
        }
        else
        {
            return false;
        }

        return true;
    }
}
