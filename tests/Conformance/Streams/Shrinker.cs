using System.Diagnostics;
using MtcpRedis.Conformance.Replies;

namespace MtcpRedis.Conformance.Streams;

/// <summary>
/// Makes a failing stream small: removes ever smaller runs of steps, then simplifies what is left, as long as the same kind of failure
/// of the same command remains.
/// </summary>
public sealed class Shrinker(StreamRunner runner, TimeSpan budget)
{
    private long _started;

    /// <returns>The smallest failing stream found and its failure.</returns>
    public (CommandStream Stream, MismatchException Failure) Shrink(CommandStream stream, MismatchException failure)
    {
        _started = Stopwatch.GetTimestamp();
        var best = (Stream: stream, Failure: failure);
        best = RemoveRuns(best);
        best = Simplify(best);
        return RemoveRuns(best);
    }

    private bool OutOfTime => Stopwatch.GetElapsedTime(_started) > budget;

    private (CommandStream Stream, MismatchException Failure) RemoveRuns((CommandStream Stream, MismatchException Failure) best)
    {
        for (var size = Math.Max(1, best.Stream.Steps.Count / 2); size >= 1; size /= 2)
        {
            for (var end = best.Stream.Steps.Count; end > 0 && !OutOfTime; end -= size)
            {
                var start = Math.Max(0, end - size);
                var rest = best.Stream.Steps.Where((_, i) => i < start || i >= end).ToList();
                Try(ref best, rest);
                end = Math.Min(end, best.Stream.Steps.Count);
            }
        }

        return best;
    }

    private (CommandStream Stream, MismatchException Failure) Simplify((CommandStream Stream, MismatchException Failure) best)
    {
        for (var i = 0; i < best.Stream.Steps.Count; i++)
        {
            var improved = true;
            while (improved && !OutOfTime)
            {
                improved = false;
                foreach (var smaller in StepReducer.Smaller(best.Stream.Steps[i]))
                {
                    var steps = best.Stream.Steps.ToList();
                    steps[i] = smaller;
                    if (Try(ref best, steps))
                    {
                        improved = true;
                        break;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>An error in place of a value is another failure than a wrong value: it must not take its place while shrinking.</summary>
    private static bool IsSameKind(MismatchException one, MismatchException other) =>
        one.Kind == other.Kind && one.Subject == other.Subject && one.Expected?.IsError == other.Expected?.IsError
        && one.Actual?.IsError == other.Actual?.IsError;

    private bool Try(ref (CommandStream Stream, MismatchException Failure) best, List<Step> steps)
    {
        if (OutOfTime)
        {
            return false;
        }

        var candidate = best.Stream with { Steps = steps };
        try
        {
            var failure = runner.Run(candidate);
            if (failure is null || !IsSameKind(failure, best.Failure))
            {
                return false;
            }

            best = (candidate, failure);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Without its context the stream asks for something the reference does not do; then it is no smaller example.
            return false;
        }
    }
}
