using System.Globalization;
using MtcpRedis.Conformance.Runs;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Conformance;

/// <summary>All families again and again with new seeds, against 1 and 4 cores in turn, for SOAK_MINUTES.</summary>
public class SoakTests(ITestOutputHelper output)
{
    private const int DefaultMinutes = 30;

    [SoakFact, Trait("Category", "Soak")]
    public void AllFamilies_NewSeedsForALongTime_AnswerAsRedis()
    {
        var minutes = Environment.GetEnvironmentVariable("SOAK_MINUTES") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultMinutes;
        var settings = ConformanceSettings.FromEnvironment();
        var log = new StringWriter();
        var options = new ToolOptions
        {
            Seed = settings.Seed ?? (Environment.TickCount & 0x3fffffff),
            Minutes = minutes,
            Skipped = settings.Skipped,
            AgainstReference = settings.AgainstReference,
        };
        var code = new ToolRun(options, log).Run();
        output.WriteLine(log.ToString());
        Assert.True(code == 0, log.ToString());
    }
}
