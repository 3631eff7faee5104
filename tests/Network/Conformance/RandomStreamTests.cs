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

    [Theory]
    [Over(LinkKind.AfPacket, 1_000)]
    [Over(LinkKind.AfPacketTwoQueues, 200)]
    public void EveryFamily_RandomStream_AnswersAsRedis(LinkKind kind, int commands) => Run(kind, commands);

    [NetworkSoakFact, Trait("Category", "Soak")]
    public void EveryFamily_LongRandomStream_AnswersAsRedis() => Run(LinkKind.AfPacket, 10_000);

    /// <summary>Servers of its own for each family: idle times are compared, and a Redis that has run for long tells those of its shared numbers.</summary>
    private void Run(LinkKind kind, int commands)
    {
        var compared = 0;
        foreach (var family in AllFamilies.All)
        {
            using var duel = new StackDuel(kind);
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
