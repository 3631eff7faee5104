using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The options behind the bounds of ZRANGE and its relatives.</summary>
internal struct RangeOptions
{
    /// <summary>What the bounds are; null until an option or the command says so.</summary>
    public RangeKind? Kind;

    /// <summary>Whether the order is reversed; null until an option or the command says so.</summary>
    public bool? Reverse;

    /// <summary>Whether scores are asked for.</summary>
    public bool WithScores;

    /// <summary>Elements to pass over.</summary>
    public long Offset;

    /// <summary>Elements to keep; negative: all.</summary>
    public long Limit;

    /// <summary>Reads the options; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the first option.</param>
    /// <param name="store">Whether the result is stored.</param>
    /// <param name="options">What the command itself says, and the options.</param>
    public static bool TryParse(CommandContext c, int index, bool store, ref RangeOptions options)
    {
        options.Limit = -1;
        while (index < c.ArgCount)
        {
            if (!store && c.IsOption(index, "WITHSCORES"u8))
            {
                options.WithScores = true;
                index++;
            }
            else if (c.IsOption(index, "LIMIT"u8) && index + 2 < c.ArgCount)
            {
                if (!c.TryInteger(index + 1, out options.Offset) || !c.TryInteger(index + 2, out options.Limit))
                {
                    return false;
                }

                index += 3;
            }
            else if (options.TryMode(c, index))
            {
                index++;
            }
            else
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }

        options.Kind ??= RangeKind.Rank;
        options.Reverse ??= false;
        return Agree(c, options);
    }

    private static bool Agree(CommandContext c, in RangeOptions options)
    {
        if (options.Limit != -1 && options.Kind == RangeKind.Rank)
        {
            c.Reply.Error("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX"u8);
            return false;
        }

        if (options.WithScores && options.Kind == RangeKind.Lex)
        {
            c.Reply.Error("ERR syntax error, WITHSCORES not supported in combination with BYLEX"u8);
            return false;
        }

        return true;
    }

    private bool TryMode(CommandContext c, int index)
    {
        if (Reverse is null && c.IsOption(index, "REV"u8))
        {
            Reverse = true;
            return true;
        }

        if (Kind is null && c.IsOption(index, "BYLEX"u8))
        {
            Kind = RangeKind.Lex;
            return true;
        }

        if (Kind is null && c.IsOption(index, "BYSCORE"u8))
        {
            Kind = RangeKind.Score;
            return true;
        }

        return false;
    }
}
