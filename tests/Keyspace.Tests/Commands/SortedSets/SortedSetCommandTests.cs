using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.SortedSets;

/// <summary>Replies, events and memory of the sorted set commands; every test ends with the arenas at their baseline.</summary>
public sealed class SortedSetCommandTests
{
    [Theory]
    [InlineData("ZADD z 1 a 2 b", ":2\r\n")]
    [InlineData("ZADD z XX 1 a", ":0\r\n")]
    [InlineData("ZADD z INCR 1.5 a", "$3\r\n1.5\r\n")]
    [InlineData("ZADD z XX INCR 1 a", "$-1\r\n")]
    [InlineData("ZADD z NX XX 1 a", "-ERR XX and NX options at the same time are not compatible\r\n")]
    [InlineData("ZADD z GT NX 1 a", "-ERR GT, LT, and/or NX options at the same time are not compatible\r\n")]
    [InlineData("ZADD z INCR 1 a 2 b", "-ERR INCR option supports a single increment-element pair\r\n")]
    [InlineData("ZADD z 1 a x b", "-ERR value is not a valid float\r\n")]
    [InlineData("ZADD z 1 a 2", "-ERR syntax error\r\n")]
    public void ZAdd_Arguments_ReplyAsRedis(string line, string reply)
    {
        using var harness = new CommandHarness();
        Assert.Equal(reply, harness.RunLine(line));
    }

    [Fact]
    public void ZAdd_SumOfOppositeInfinities_ChangesNothing()
    {
        using var harness = new CommandHarness();
        harness.RunLine("ZADD z inf a");
        Assert.Equal("-ERR resulting score is not a number (NaN)\r\n", harness.RunLine("ZADD z INCR -inf a"));
        Assert.Equal("$3\r\ninf\r\n", harness.RunLine("ZSCORE z a"));
    }

    [Fact]
    public void ZAdd_GreaterAndLess_ChangeOnlyThatWay()
    {
        using var harness = new CommandHarness();
        harness.RunLine("ZADD z 5 a 5 b");
        Assert.Equal(":1\r\n", harness.RunLine("ZADD z GT CH 6 a 4 b"));
        Assert.Equal(":2\r\n", harness.RunLine("ZADD z LT CH 5 a 4 b"));
        Assert.Equal("*4\r\n$1\r\nb\r\n$1\r\n4\r\n$1\r\na\r\n$1\r\n5\r\n", harness.RunLine("ZRANGE z 0 -1 WITHSCORES"));
    }

    [Fact]
    public void Replies_Resp3_HavePairsAndDoubles()
    {
        using var harness = new CommandHarness { Resp3 = true };
        harness.RunLine("ZADD z 1 a 2.5 b");
        Assert.Equal("*2\r\n*2\r\n$1\r\na\r\n,1\r\n*2\r\n$1\r\nb\r\n,2.5\r\n", harness.RunLine("ZRANGE z 0 -1 WITHSCORES"));
        Assert.Equal("*2\r\n:1\r\n,2.5\r\n", harness.RunLine("ZRANK z b WITHSCORE"));
        Assert.Equal("*2\r\n$1\r\na\r\n,1\r\n", harness.RunLine("ZPOPMIN z"));
        Assert.Equal("*1\r\n*2\r\n$1\r\nb\r\n,2.5\r\n", harness.RunLine("ZPOPMAX z 5"));
        Assert.Equal("_\r\n", harness.RunLine("ZRANK z b WITHSCORE"));
    }

    [Theory]
    [InlineData("128")]
    [InlineData("0")]
    public void Ranges_EitherEncoding_Agree(string entries)
    {
        using var harness = new CommandHarness(settings: MtcpRedis.Keyspace.Settings.KeyspaceSettings.Default with { ZSetMaxListpackEntries = long.Parse(entries) });
        harness.RunLine("ZADD z 1 a 2 b 3 c 4 d 5 e");
        Assert.Equal("*2\r\n$1\r\nc\r\n$1\r\nb\r\n", harness.RunLine("ZRANGE z (4 -inf BYSCORE REV LIMIT 0 2"));
        Assert.Equal("*1\r\n$1\r\nd\r\n", harness.RunLine("ZREVRANGE z 1 1"));
        Assert.Equal(":3\r\n", harness.RunLine("ZCOUNT z (1 4"));
        Assert.Equal(":2\r\n", harness.RunLine("ZREMRANGEBYSCORE z (3 +inf"));
        Assert.Equal(":3\r\n", harness.RunLine("ZCARD z"));
        Assert.Equal(":3\r\n", harness.RunLine("ZREMRANGEBYRANK z 0 -1"));
        Assert.Equal("none", harness.EncodingOf("z"));
    }

    [Fact]
    public void Algebra_KeysOfDifferentShards_StoresInTheDestinationsShard()
    {
        using var harness = new CommandHarness(shards: 4);
        for (var key = 0; key < 8; key++)
        {
            harness.RunLine($"ZADD key:{key} 1 a {key} b 0.5 only:{key}");
        }

        harness.RunLine("SADD plain a b 17");
        for (var destination = 0; destination < 8; destination++)
        {
            Assert.Equal(":2\r\n", harness.RunLine($"ZINTERSTORE to:{destination} 4 key:1 key:3 key:5 plain WEIGHTS 1 2 3 4"));
            Assert.Equal("*4\r\n$1\r\na\r\n$2\r\n10\r\n$1\r\nb\r\n$2\r\n26\r\n", harness.RunLine($"ZRANGE to:{destination} 0 -1 WITHSCORES"));
            Assert.Equal(":2\r\n", harness.RunLine($"ZRANGESTORE copy:{destination} to:{destination} 0 -1"));
        }

        Assert.Equal("*1\r\n$6\r\nonly:2\r\n", harness.RunLine("ZDIFF 2 key:2 key:7"));
        Assert.Equal(":1\r\n", harness.RunLine("ZINTERCARD 2 key:2 key:7 LIMIT 1"));
    }

    [Fact]
    public void Store_EmptyResult_RemovesDestination()
    {
        using var harness = new CommandHarness();
        harness.RunLine("ZADD z 1 a");
        harness.RunLine("ZADD d 1 a");
        harness.Notify();
        Assert.Equal(":0\r\n", harness.RunLine("ZDIFFSTORE d 2 z z"));
        Assert.Equal("del d", harness.TakeEvents());
    }

    [Fact]
    public void Events_Changes_AreThoseOfRedis()
    {
        using var harness = new CommandHarness();
        harness.Notify();
        harness.RunLine("ZADD z 1 a 2 b 3 c 4 d");
        Assert.Equal("new z,zadd z", harness.TakeEvents());
        harness.RunLine("ZADD z 1 a");
        Assert.Equal("", harness.TakeEvents());
        harness.RunLine("ZINCRBY z 1 a");
        Assert.Equal("zincr z", harness.TakeEvents());
        harness.RunLine("ZREM z a x");
        Assert.Equal("zrem z", harness.TakeEvents());
        harness.RunLine("ZPOPMAX z");
        Assert.Equal("zpopmax z", harness.TakeEvents());
        harness.RunLine("ZREMRANGEBYSCORE z -inf +inf");
        Assert.Equal("zremrangebyscore z,del z", harness.TakeEvents());
    }

    [Fact]
    public void BZPopMin_NothingThere_WaitsUnlessDenied()
    {
        using var harness = new CommandHarness { DenyBlocking = false };
        Assert.Equal("", harness.RunLine("BZPOPMIN a b 1.5"));
        Assert.Equal(1500, harness.Blocked!.Value.TimeoutMilliseconds);
        harness.DenyBlocking = true;
        Assert.Equal("*-1\r\n", harness.RunLine("BZMPOP 0 2 a b MAX COUNT 3"));
        harness.RunLine("ZADD b 1 x 2 y");
        Assert.Equal("*2\r\n$1\r\nb\r\n*2\r\n*2\r\n$1\r\ny\r\n$1\r\n2\r\n*2\r\n$1\r\nx\r\n$1\r\n1\r\n", harness.RunLine("BZMPOP 0 2 a b MAX COUNT 3"));
    }

    [Fact]
    public void ZRandMember_Counts_GivesMembersDistinctOrNot()
    {
        using var harness = new CommandHarness();
        for (var at = 0; at < 300; at++)
        {
            harness.RunLine($"ZADD z {at} m{at}");
        }

        foreach (var count in new[] { 5, 99, 250, 1000 })
        {
            var lines = harness.RunLine($"ZRANDMEMBER z {count}").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var members = lines.Where(line => line[0] == 'm').ToList();
            Assert.Equal($"*{Math.Min(count, 300)}", lines[0]);
            Assert.Equal(Math.Min(count, 300), members.Distinct().Count());
            Assert.Equal(members.Count, members.Distinct().Count());
        }

        Assert.StartsWith("*1400\r\n", harness.RunLine("ZRANDMEMBER z -700 WITHSCORES"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZRANDMEMBER none -9223372036854775807", "*0\r\n")]
    [InlineData("ZRANDMEMBER none -9223372036854775807 WITHSCORES", "-ERR value is out of range\r\n")]
    [InlineData("ZRANDMEMBER none 9223372036854775807 WITHSCORES", "-ERR value is out of range\r\n")]
    [InlineData("ZRANDMEMBER z -9223372036854775807", "-ERR value is out of range\r\n")] // a reply that nothing could hold
    [InlineData("ZRANDMEMBER z 9223372036854775807", "*1\r\n$1\r\nm\r\n")]
    public void ZRandMember_CountNearTheEndsOf64Bits_IsRefusedOnlyWhereNoReplyCanHoldIt(string line, string reply)
    {
        using var harness = new CommandHarness();
        harness.RunLine("ZADD z 1 m");
        Assert.Equal(reply, harness.RunLine(line));
    }

    [Fact]
    public void ZScan_LargeSet_VisitsEveryMemberOnce()
    {
        using var harness = new CommandHarness();
        for (var at = 0; at < 500; at++)
        {
            harness.RunLine($"ZADD z 0.1 m{at}");
        }

        var seen = new List<string>();
        var cursor = "0";
        do
        {
            var lines = harness.RunLine($"ZSCAN z {cursor} COUNT 7").Split("\r\n");
            cursor = lines[2];
            Assert.All(lines.Where(line => line.StartsWith("0.", StringComparison.Ordinal)), line => Assert.Equal("0.10000000000000001", line));
            seen.AddRange(lines.Where(line => line.StartsWith('m')));
        }
        while (cursor != "0");
        Assert.Equal(500, seen.Count);
        Assert.Equal(500, seen.Distinct().Count());
    }

    [Fact]
    public void AnyCommand_WrongType_IsRefused()
    {
        using var harness = new CommandHarness();
        harness.RunLine("SET s x");
        foreach (var line in new[] { "ZADD s 1 a", "ZRANGE s 0 -1", "ZUNION 1 s", "ZPOPMIN s", "BZPOPMAX s 0", "ZRANK s a", "ZSCAN s 0", "GEOPOS s a" })
        {
            Assert.Equal("-WRONGTYPE Operation against a key holding the wrong kind of value\r\n", harness.RunLine(line));
        }
    }
}
