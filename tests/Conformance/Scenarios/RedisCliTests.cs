using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What a newcomer types first, and exactly what the terminal shows.</summary>
[Trait("Family", "scenarios")]
public class RedisCliTests
{
    /// <summary>Small sets and hashes answer in the order of insertion, as in 7.2.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void FirstSession_TypedIntoRedisCli_PrintsExactlyThis(int cores)
    {
        using var server = new MtcpRedisProcess(cores);
        var printed = RedisCli.Type(
            server.Port,
            "SET key value",
            "GET key",
            "DEL key",
            "GET key",
            "DEL key",
            "HMSET user:1 name Ada born 1815",
            "HGETALL user:1",
            "HGETALL user:2",
            "SADD colours red green blue",
            "SADD colours red",
            "SMEMBERS colours",
            "SMEMBERS nothing",
            "HGETALL colours",
            "SET greeting \"hello world\"",
            "GET greeting");
        Assert.Equal(
            """
            OK
            "value"
            (integer) 1
            (nil)
            (integer) 0
            OK
            1) "name"
            2) "Ada"
            3) "born"
            4) "1815"
            (empty array)
            (integer) 3
            (integer) 0
            1) "red"
            2) "green"
            3) "blue"
            (empty array)
            (error) WRONGTYPE Operation against a key holding the wrong kind of value
            OK
            "hello world"

            """,
            printed);
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
        var printed = RedisCli.Run(server.Port, arguments);
        Assert.NotEqual("", printed);
        Assert.DoesNotContain("Could not connect", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Error:", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Protocol error", printed, StringComparison.Ordinal);
    }
}
