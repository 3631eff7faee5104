using MtcpRedis.Conformance.Families;
using MtcpRedis.Conformance.Runs;
using MtcpRedis.Network.Support;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Network.Conformance;

/// <summary>The random streams of the conformance tests: a session cannot tell what carries it.</summary>
public sealed class RandomStreamTests(ITestOutputHelper output)
{
    /// <summary>That of the same streams over sockets.</summary>
    private const int FirstSeed = 1000;

    /// <summary>Families whose streams are compared over sockets as well; the two that wait there wait here.</summary>
    private static readonly string[] s_families =
        [.. AllFamilies.All.Select(f => f.Name).Where(name => name is not ("sortedset" or "server"))];

    [Theory]
    [Over(LinkKind.AfPacket, 600)]
    [Over(LinkKind.AfPacketTwoQueues, 200)]
    public void EveryFamily_RandomStream_AnswersAsRedis(LinkKind kind, int commands) => Run(kind, commands);

    [NetworkSoakFact, Trait("Category", "Soak")]
    public void EveryFamily_LongRandomStream_AnswersAsRedis() => Run(LinkKind.AfPacket, 10_000);

    private void Run(LinkKind kind, int commands)
    {
        using var duel = new StackDuel(kind);
        var compared = 0;
        foreach (var name in s_families)
        {
            var family = AllFamilies.ByName(name);
            var run = new FamilyRun(duel.Duel, duel.Settings.Skipped);
            var report = duel.Settings.Seed is { } seed
                ? run.RunSeed(family, seed)
                : run.RunCommands(family, FirstSeed, duel.Settings.Commands ?? commands);
            compared += run.Compared;
            Assert.True(report is null, report);
        }

        output.WriteLine($"{compared} commands compared");
    }
}
