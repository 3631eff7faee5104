using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.NetStack.Tests.Simulation;

/// <summary>
/// Whole connections over a seeded bad wire. A failing seed is named and its packets are written beside the tests as a capture file; to replay one
/// seed alone, set NETSTACK_SEED.
/// </summary>
public class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 1500;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TwoStacks_BadWire_EveryByteArrivesOnceAndBothClose(int group)
    {
        var first = group * Seeds;
        var count = Seeds;
        if (int.TryParse(Environment.GetEnvironmentVariable("NETSTACK_SEED"), out var only))
            (first, count) = (only, group == 0 ? 1 : 0);
        for (var seed = first; seed < first + count; seed++)
        {
            if (SimulationRun.Run(seed) is { } failure)
                Assert.Fail($"{failure}; capture: {Capture(seed)}");
        }
        output.WriteLine($"seeds {first}-{first + count - 1}");
    }

    [Fact]
    public void Simulation_SameSeedTwice_SendsTheSameFrames()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        SimulationRun.Run(17, first);
        SimulationRun.Run(17, second);
        Assert.True(first.Length > 24);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void Simulation_ShortWayOff_SendsTheSameFrames()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            using var with = new MemoryStream();
            using var without = new MemoryStream();
            Assert.Null(SimulationRun.Run(seed, with));
            Assert.Null(SimulationRun.Run(seed, without, shortWay: false));
            Assert.True(with.ToArray().AsSpan().SequenceEqual(without.ToArray()), $"seed {seed}");
        }
    }

    private static string Capture(int seed)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"simulation-{seed}.pcap");
        using var file = File.Create(path);
        SimulationRun.Run(seed, file);
        return path;
    }
}
