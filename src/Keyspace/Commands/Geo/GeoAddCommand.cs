using System.Buffers;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Commands.SortedSets;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>GEOADD.</summary>
internal static class GeoAddCommand
{
    private const int ScoresOnStack = 32;
    private const int ArgumentsPerMember = 3;

    [SkipLocalsInit]
    public static void GeoAdd(CommandContext c)
    {
        var first = 2;
        var options = AddOptions.Parse(c, ref first, forScores: false);
        var (count, rest) = Math.DivRem(c.ArgCount - first, ArgumentsPerMember);
        if (rest != 0 || count == 0 || (options.IfMissing && options.IfPresent))
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }

        double[]? rented = null;
        Span<double> scores = count <= ScoresOnStack
            ? stackalloc double[ScoresOnStack]
            : rented = ArrayPool<double>.Shared.Rent(count);
        scores = scores[..count];
        if (TryScores(c, first, scores))
        {
            ElementAdder.Run(c, options, scores, first + 2, ArgumentsPerMember, "zadd"u8);
        }

        if (rented != null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static bool TryScores(CommandContext c, int first, Span<double> scores)
    {
        for (var at = 0; at < scores.Length; at++)
        {
            if (!GeoArguments.TryPosition(c, first + (ArgumentsPerMember * at), out var position))
            {
                return false;
            }

            scores[at] = GeoHash.Of(position).Bits;
        }

        return true;
    }
}
