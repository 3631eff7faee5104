using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>redis-benchmark's whole default list, as the original could not serve it.</summary>
[Trait("Family", "scenarios")]
public class RedisBenchmarkTests
{
    /// <summary>The tests of the default list: PING inline and bulk up to MSET, with LPUSH to fill the list that LRANGE reads.</summary>
    private const int DefaultTests = 20;

    [Theory]
    [InlineData(1, 1, 1, 200)]
    [InlineData(1, 50, 1, 2_000)]
    [InlineData(1, 1000, 1, 3_000)]
    [InlineData(1, 1, 16, 1_600)]
    [InlineData(1, 50, 16, 4_000)]
    [InlineData(1, 1000, 16, 16_000)]
    [InlineData(1, 1, 64, 6_400)]
    [InlineData(1, 50, 64, 12_800)]
    [InlineData(1, 1000, 64, 16_000)]
    [InlineData(4, 1, 1, 200)]
    [InlineData(4, 50, 16, 4_000)]
    [InlineData(4, 1000, 1, 2_000)]
    public async Task DefaultList_AnyConcurrencyAndPipeline_EndsWithoutAnError(int cores, int connections, int pipeline, int requests)
        => await RunAsync(cores, connections, pipeline, requests, [], DefaultTests);

    /// <summary>Every connection has its whole pipeline under way at once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ShortCommands_ThousandConnectionsWithFullPipelines_EndWithoutAnError(int cores)
        => await RunAsync(cores, connections: 1000, pipeline: 64, requests: 64_000, ["-t", "get,set,incr,sadd,mset"], tests: 5);

    private static async Task RunAsync(int cores, int connections, int pipeline, int requests, string[] more, int tests)
    {
        using var server = Subject.Start(cores);
        var baseline = new ArenaBaseline(server);
        await new RedisBenchmark(connections, pipeline, requests).AssertEndsAsync(server, tests, more);
        baseline.AssertRestored();
    }
}
