using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What a newcomer types into redis-cli first, and exactly what the terminal shows.</summary>
public static class FirstSession
{
    /// <summary>Types it. Small sets and hashes answer in the order of insertion, as in 7.2.</summary>
    public static void AssertPrinted(ServerProcess server)
    {
        var printed = RedisCli.Type(
            server,
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
}
