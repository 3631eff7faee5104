using System.Diagnostics;

namespace MtcpRedis.StackBench;

/// <summary>
/// How much of its time a processor is not at its program's disposal: a loop that does nothing but look at the clock, and notes when a look comes
/// late. Interrupts, other threads and, on a virtual machine, the host are seen alike. It is what no latency measured there can be below.
/// </summary>
internal sealed class Gaps
{
    private const int ShortMicroseconds = 20;
    private const int LongMicroseconds = 100;

    private long _short;
    private long _long;
    private long _longest;

    /// <summary>Watches for some seconds and prints what was lost.</summary>
    internal void Run(int seconds, TextWriter output)
    {
        // The loop is in its own method so that the compiler has seen it before it counts.
        Watch(TimeSpan.FromSeconds(1));
        (_short, _long, _longest) = (0, 0, 0);
        var watched = Watch(TimeSpan.FromSeconds(seconds));
        output.WriteLine(FormattableString.Invariant(
            $"away for {100.0 * _short / watched:F2} % of the time in gaps over {ShortMicroseconds} us, {100.0 * _long / watched:F2} % in gaps over {LongMicroseconds} us, longest {_longest * 1e6 / Stopwatch.Frequency:F0} us"));
    }

    private long Watch(TimeSpan time)
    {
        var (shortGap, longGap) = (Stopwatch.Frequency / 1_000_000 * ShortMicroseconds, Stopwatch.Frequency / 1_000_000 * LongMicroseconds);
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var last = start;
        while (last < end)
        {
            var now = Stopwatch.GetTimestamp();
            var gap = now - last;
            last = now;
            if (gap < shortGap)
                continue;
            _short += gap;
            if (gap >= longGap)
                _long += gap;
            _longest = Math.Max(_longest, gap);
        }
        return last - start;
    }
}
