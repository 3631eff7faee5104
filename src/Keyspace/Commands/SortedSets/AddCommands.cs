using System.Buffers;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>ZADD and ZINCRBY.</summary>
internal static class AddCommands
{
    /// <summary>Scores that need no memory beyond the stack.</summary>
    private const int ScoresOnStack = 32;

    public static void ZAdd(CommandContext c) => Add(c, increment: false);

    /// <summary>In Redis the same command: its increment may be an option, which then leaves too few words.</summary>
    public static void ZIncrBy(CommandContext c) => Add(c, increment: true);

    private static void Add(CommandContext c, bool increment)
    {
        var first = 2;
        var options = AddOptions.Parse(c, ref first, forScores: true);
        options.Increment |= increment;
        if (TryCheck(c, options, c.ArgCount - first))
        {
            Add(c, options, first, "zadd"u8);
        }
    }

    private static bool TryCheck(CommandContext c, in AddOptions options, int left)
    {
        if (left == 0 || left % 2 != 0)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }

        if (options.IfMissing && options.IfPresent)
        {
            c.Reply.Error("ERR XX and NX options at the same time are not compatible"u8);
            return false;
        }

        if ((options.IfGreater && options.IfMissing) || (options.IfLess && (options.IfMissing || options.IfGreater)))
        {
            c.Reply.Error("ERR GT, LT, and/or NX options at the same time are not compatible"u8);
            return false;
        }

        if (options.Increment && left > 2)
        {
            c.Reply.Error("ERR INCR option supports a single increment-element pair"u8);
            return false;
        }

        return true;
    }

    [SkipLocalsInit]
    private static void Add(CommandContext c, in AddOptions options, int first, ReadOnlySpan<byte> eventName)
    {
        var count = (c.ArgCount - first) / 2;
        double[]? rented = null;
        Span<double> scores = count <= ScoresOnStack
            ? stackalloc double[ScoresOnStack]
            : rented = ArrayPool<double>.Shared.Rent(count);
        scores = scores[..count];
        if (TryScores(c, first, scores))
        {
            ElementAdder.Run(c, options, scores, first + 1, 2, options.Increment ? "zincr"u8 : eventName);
        }

        if (rented != null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>All scores are read before anything changes.</summary>
    private static bool TryScores(CommandContext c, int first, Span<double> scores)
    {
        for (var at = 0; at < scores.Length; at++)
        {
            if (!DoubleText.TryParse(c.Arg(first + (2 * at)), out scores[at]))
            {
                c.Reply.Error(RespErrors.NotFloat);
                return false;
            }
        }

        return true;
    }
}
