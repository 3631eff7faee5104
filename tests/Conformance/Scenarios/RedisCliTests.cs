using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What a newcomer types first, and exactly what the terminal shows.</summary>
[Trait("Family", "scenarios")]
public class RedisCliTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void FirstSession_TypedIntoRedisCli_PrintsExactlyThis(int cores)
    {
        using var server = new MtcpRedisProcess(cores);
        FirstSession.AssertPrinted(server);
    }

    [Theory]
    [InlineData("SET", "k", "a \"quoted\" \\ value")]
    [InlineData("NOSUCH", "a", "b")]
    [InlineData("GET")]
    [InlineData("--bigkeys")]
    [InlineData("-r", "2", "-i", "0.01", "INFO")]
    [InlineData("--scan", "--pattern", "k*")]
    [InlineData("-3", "HGETALL", "h")]
    [InlineData("-r", "3", "INCR", "counter")]
    [InlineData("INFO", "keyspace")]
    public void Command_RunByRedisCli_EndsWithoutAConnectionError(params string[] arguments)
    {
        using var server = Subject.Start(cores: 1);
        using var client = server.Connect();
        client.Must("SET", "k1", "v");
        client.Must("HSET", "h", "f", "v");
        var printed = RedisCli.Run(server, arguments);
        Assert.NotEqual("", printed);
        Assert.DoesNotContain("Could not connect", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Error:", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Protocol error", printed, StringComparison.Ordinal);
    }
}
