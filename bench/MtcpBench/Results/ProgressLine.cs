using System.Globalization;
using System.Text;
using MtcpRedis.Bench.Load;

namespace MtcpRedis.Bench.Results;

/// <summary>The live line of a running test, rewritten in place on a terminal, and wrong replies as they come where that was asked for.</summary>
/// <param name="output">The terminal (standard error, so that results can be redirected).</param>
/// <param name="live">Whether the output is a terminal.</param>
/// <param name="showErrors">Show a wrong reply at most once a second.</param>
internal sealed class ProgressLine(TextWriter output, bool live, bool showErrors)
{
    private LoadProgress? _last;
    private long _errorsShown;
    private TimeSpan _nextError;
    private int _width;

    /// <summary>Whether there is anything that would be shown while a test runs.</summary>
    public bool IsShown => live || showErrors;

    /// <summary>Shows where the test is.</summary>
    public void Show(LoadProgress progress)
    {
        if (showErrors && progress.WrongReplies > _errorsShown && progress.Elapsed >= _nextError)
        {
            Clear();
            output.WriteLine($"{progress.Title}: {progress.WrongReplies} wrong replies; {progress.WrongSamples[^1]}");
            _errorsShown = progress.WrongReplies;
            _nextError = progress.Elapsed + TimeSpan.FromSeconds(1);
        }

        if (live)
        {
            var line = Compose(progress);
            output.Write($"\r{line}{new string(' ', Math.Max(0, _width - line.Length))}");
            output.Flush();
            _width = line.Length;
        }

        _last = progress;
    }

    /// <summary>Removes the line; the next test starts afresh.</summary>
    public void Clear()
    {
        if (live && _width > 0)
        {
            output.Write($"\r{new string(' ', _width)}\r");
            output.Flush();
        }

        _width = 0;
    }

    /// <summary>Forgets the test that ended.</summary>
    public void Reset()
    {
        Clear();
        (_last, _errorsShown, _nextError) = (null, 0, TimeSpan.Zero);
    }

    private string Compose(LoadProgress now)
    {
        var before = _last ?? now with { Elapsed = TimeSpan.Zero, Answered = 0, LatencySum = 0 };
        var line = new StringBuilder($"{now.Title}: ");
        line.Append(CultureInfo.InvariantCulture, $"rps={Ratio(now.Answered - before.Answered, (now.Elapsed - before.Elapsed).TotalSeconds):F1}");
        line.Append(CultureInfo.InvariantCulture, $" (overall: {Ratio(now.Answered, now.Elapsed.TotalSeconds):F1})");
        line.Append(CultureInfo.InvariantCulture, $" avg_msec={Ratio(now.LatencySum - before.LatencySum, now.Answered - before.Answered) / 1e6:F3}");
        line.Append(CultureInfo.InvariantCulture, $" (overall: {Ratio(now.LatencySum, now.Answered) / 1e6:F3})");
        return now.WrongReplies == 0 ? line.ToString() : line.Append(CultureInfo.InvariantCulture, $" wrong={now.WrongReplies}").ToString();
    }

    private static double Ratio(double amount, double by) => by > 0 ? amount / by : 0;
}
