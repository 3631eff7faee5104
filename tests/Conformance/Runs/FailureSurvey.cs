using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;

namespace MtcpRedis.Conformance.Runs;

/// <summary>
/// Goes on after failures: keeps the first few reports of each failing command, and leaves a command out once it failed several times,
/// so that others get their turn.
/// </summary>
public sealed class FailureSurvey(Duel duel, ToolOptions options)
{
    private const int ReportsPerCommand = 2;
    private const int FailuresUntilSkipped = 3;

    private readonly HashSet<string> _skipped = [.. options.Skipped];
    private readonly SortedDictionary<string, (int Count, List<string> Reports)> _groups = [];
    private readonly SortedSet<string> _missing = [];
    private string _family = "";
    private int _compared;

    public int Failures => _groups.Sum(g => g.Value.Count);

    public void Run(Family family, int seed)
    {
        _family = family.Name;
        for (var steps = Math.Min(options.Steps, 100); _compared < options.Count; seed++)
        {
            var run = new FamilyRun(duel, _skipped);
            var title = "(reference)";
            string report;
            try
            {
                if (run.RunSeed(family, seed, steps, shrink: false) is not { } failure)
                {
                    _compared += run.Compared;
                    continue;
                }

                if (MissingCommand(failure.Failure) is { } missing)
                {
                    _missing.Add(missing);
                    _skipped.Add(missing);
                    continue;
                }

                failure = run.RunSeed(family, seed, steps, shrink: true) ?? failure;
                title = failure.Failure.Subject;
                report = failure.Report;
            }
            catch (InvalidOperationException broken)
            {
                report = $"seed {seed}: {broken.Message}";
            }

            _compared += run.Compared;
            Add(title, report);
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine($"## {_family}: {_compared} commands, {Failures} failing streams");
        if (_missing.Count > 0)
        {
            output.WriteLine($"unknown to the subject, left out: {string.Join(' ', _missing)}");
        }

        foreach (var (title, (count, reports)) in _groups)
        {
            output.WriteLine($"### {title}: {count} times{(_skipped.Contains(title) ? ", then left out" : "")}");
            foreach (var report in reports)
            {
                output.WriteLine("```");
                output.Write(report);
                output.WriteLine("```");
            }
        }
    }

    /// <summary>The command that the subject does not know at all, in upper case.</summary>
    private static string? MissingCommand(MismatchException failure)
    {
        const string unknown = "ERR unknown command '";
        var text = failure.Actual is { IsError: true } actual ? actual.Text : "";
        return text.StartsWith(unknown, StringComparison.Ordinal) && failure.Expected?.Text.StartsWith(unknown, StringComparison.Ordinal) != true
            ? text[unknown.Length..text.IndexOf('\'', unknown.Length)].ToUpperInvariant()
            : null;
    }

    private void Add(string title, string report)
    {
        var (count, reports) = _groups.TryGetValue(title, out var group) ? group : (0, []);
        if (reports.Count < ReportsPerCommand)
        {
            reports.Add(report);
        }

        _groups[title] = (count + 1, reports);
        if (count + 1 >= FailuresUntilSkipped)
        {
            _skipped.Add(title);
        }
    }
}
