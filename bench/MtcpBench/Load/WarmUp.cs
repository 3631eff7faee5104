using System.Runtime;
using MtcpRedis.Bench.Results;

namespace MtcpRedis.Bench.Load;

/// <summary>What comes before a test that counts: the test runs until the runtime has compiled nearly all of this program that it needs.</summary>
/// <remarks>
/// The beginning of a test runs code that its middle does not, and runs it seldom: it is compiled anew only after several beginnings, and on the
/// processor that the load is on. So after the time that the user has asked for the test begins again a few times.
/// </remarks>
/// <param name="run">Runs the test for so long.</param>
/// <param name="compiled">Methods that the runtime has compiled up to now.</param>
internal sealed class WarmUp(Func<TimeSpan, TestResult> run, Func<long> compiled)
{
    private const int MostBeginnings = 4;

    /// <summary>Each beginning brings the calls of one method or another to where it is compiled again; a few take a millisecond or two.</summary>
    private const int FewMethods = 4;

    /// <summary>
    /// The runtime counts calls only when nothing new was called for 0.1 s, with a single processor for 1 s or 2; then it compiles.
    /// </summary>
    private static readonly TimeSpan s_shortRun = TimeSpan.FromSeconds(Environment.ProcessorCount == 1 ? 2.5 : 0.25);

    /// <summary>A warm-up that watches the compiler of this process.</summary>
    public WarmUp(Func<TimeSpan, TestResult> run)
        : this(run, () => JitInfo.GetCompiledMethodCount())
    {
    }

    /// <summary>Runs the test until it is warm.</summary>
    /// <param name="time">How long the first run is.</param>
    /// <param name="afterFirstRun">Called after it.</param>
    /// <returns>Results that do not count, except for wrong replies; each run is made when its result is asked for.</returns>
    /// <exception cref="LoadException">The test cannot be finished.</exception>
    public IEnumerable<TestResult> Run(TimeSpan time, Action afterFirstRun)
    {
        yield return run(time);
        afterFirstRun();
        for (var beginning = 0; beginning < MostBeginnings; beginning++)
        {
            var before = compiled();
            yield return run(s_shortRun);
            if (compiled() - before <= FewMethods)
            {
                yield break;
            }
        }
    }
}
