using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;

namespace MtcpRedis.Conformance.Runs;

/// <summary>Runs streams of a family until enough commands were compared or one fails.</summary>
public sealed class FamilyRun(Duel duel, IReadOnlySet<string> skipped)
{
    private const int StepsPerStream = 400;
    private static readonly TimeSpan s_shrinkBudget = TimeSpan.FromSeconds(30);

    private readonly StreamMaker _maker = new(skipped);
    private readonly StreamRunner _runner = new(duel);

    /// <summary>Commands compared so far.</summary>
    public int Compared { get; private set; }

    /// <summary>Runs the stream of one seed.</summary>
    /// <returns>Null, or the report of the shrunk failure.</returns>
    public string? RunSeed(Family family, int seed) => RunSeed(family, seed, StepsPerStream, shrink: true)?.Report;

    /// <summary>Runs streams of rising seeds until the number of commands is reached.</summary>
    /// <returns>Null, or the report of the first failure, shrunk.</returns>
    public string? RunCommands(Family family, int firstSeed, int commands)
    {
        var goal = Compared + commands;
        for (var seed = firstSeed; Compared < goal; seed++)
        {
            if (RunSeed(family, seed) is { } report)
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>Runs one stream of the given length.</summary>
    /// <returns>Null, or the failure with its report.</returns>
    public (MismatchException Failure, string Report)? RunSeed(Family family, int seed, int steps, bool shrink)
    {
        var stream = _maker.Make(family, seed, steps);
        Compared += stream.Commands;
        var failure = _runner.Run(stream);
        if (failure is null)
        {
            return null;
        }

        var log = failure.Kind == "connection" ? duel.Subject.Server.Log : "";
        var small = (Stream: stream, Failure: failure);
        if (shrink)
        {
            small = new Shrinker(_runner, s_shrinkBudget).Shrink(stream, failure);
        }

        return (small.Failure, FailureReport.Write(duel.Title, small.Stream, small.Failure, failure, stream.Steps.Count, log));
    }
}
