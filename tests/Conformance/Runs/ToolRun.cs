using System.Diagnostics;
using MtcpRedis.Conformance.Families;
using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Runs;

/// <summary>Runs families from the command line: until the first failure, for a time, or as a survey of all failures.</summary>
public sealed class ToolRun(ToolOptions options, TextWriter output)
{
    /// <returns>0 when nothing failed.</returns>
    public int Run() => options.Minutes > 0 ? Soak() : RunOnce(options.Cores, options.Seed) ? 0 : 1;

    private int Soak()
    {
        var started = Stopwatch.GetTimestamp();
        var seed = options.Seed;
        for (var round = 0; Stopwatch.GetElapsedTime(started).TotalMinutes < options.Minutes; round++)
        {
            if (!RunOnce(round % 2 == 0 ? 1 : 4, seed))
            {
                return 1;
            }

            seed += 10_000;
        }

        return 0;
    }

    private bool RunOnce(int cores, int seed)
    {
        using var reference = new RedisServerProcess();
        using ServerProcess subject = options.AgainstReference ? new RedisServerProcess() : new MtcpRedisProcess(cores);
        using var duel = new Duel(reference, subject);
        output.WriteLine($"{duel.Title}; first seed {seed}");
        var families = options.Family == "all" ? AllFamilies.All : [AllFamilies.ByName(options.Family)];
        var failed = false;
        foreach (var family in families)
        {
            failed |= options.Survey ? Survey(duel, family, seed) : RunFamily(duel, family, seed);
            if (failed && !options.Survey)
            {
                break;
            }
        }

        foreach (var (difference, count) in duel.Comparer.Explained)
        {
            output.WriteLine($"known difference {difference}: {count} times");
        }

        return !failed;
    }

    private bool RunFamily(Duel duel, Family family, int seed)
    {
        var run = new FamilyRun(duel, options.Skipped);
        var started = Stopwatch.GetTimestamp();
        while (run.Compared < options.Count)
        {
            if (run.RunSeed(family, seed++, options.Steps, shrink: true) is { } failure)
            {
                output.WriteLine(failure.Report);
                return true;
            }
        }

        output.WriteLine($"{family.Name}: {run.Compared} commands equal, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        return false;
    }

    private bool Survey(Duel duel, Family family, int seed)
    {
        var survey = new FailureSurvey(duel, options);
        survey.Run(family, seed);
        survey.Write(output);
        return survey.Failures > 0;
    }
}
