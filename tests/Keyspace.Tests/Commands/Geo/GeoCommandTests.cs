using System.Globalization;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Geo;

/// <summary>The geo commands: known values of Redis' documentation, and searches against a look at every member.</summary>
public sealed class GeoCommandTests
{
    private const string Sicily = "GEOADD s 13.361389 38.115556 Palermo 15.087269 37.502669 Catania";

    [Fact]
    public void Sicily_KnownValues_AreThoseOfTheDocumentation()
    {
        using var harness = new CommandHarness();
        Assert.Equal(":2\r\n", harness.RunLine(Sicily));
        Assert.Equal("$11\r\n166274.1516\r\n", harness.RunLine("GEODIST s Palermo Catania"));
        Assert.Equal("$8\r\n103.3182\r\n", harness.RunLine("GEODIST s Palermo Catania mi"));
        Assert.Equal("*2\r\n$11\r\nsqc8b49rny0\r\n$11\r\nsqdtr74hyu0\r\n", harness.RunLine("GEOHASH s Palermo Catania"));
        Assert.Equal(
            "*2\r\n*2\r\n$20\r\n13.36138933897018433\r\n$20\r\n38.11555639549629859\r\n*-1\r\n", harness.RunLine("GEOPOS s Palermo nobody"));
        Assert.Equal("$16\r\n3479099956230698\r\n", harness.RunLine("ZSCORE s Palermo"));
        Assert.Equal(
            "*2\r\n*2\r\n$7\r\nCatania\r\n$7\r\n56.4413\r\n*2\r\n$7\r\nPalermo\r\n$8\r\n190.4424\r\n",
            harness.RunLine("GEORADIUS s 15 37 200 km WITHDIST ASC"));
    }

    [Theory]
    [InlineData("GEOADD g 200 0 a", "-ERR invalid longitude,latitude pair 200.000000,0.000000\r\n")]
    [InlineData("GEOADD g NX XX 1 1 a", "-ERR syntax error\r\n")]
    [InlineData("GEOSEARCH g FROMLONLAT 0 0 ASC ASC ASC", "-ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH\r\n")]
    [InlineData("GEOSEARCH g BYRADIUS 1 m ASC ASC ASC", "-ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH\r\n")]
    [InlineData("GEORADIUS g 0 0 -1 m", "-ERR radius cannot be negative\r\n")]
    [InlineData("GEORADIUS g 0 0 1 parsec", "-ERR unsupported unit provided. please use M, KM, FT, MI\r\n")]
    [InlineData("GEORADIUS_RO g 0 0 1 m STORE d", "-ERR syntax error\r\n")]
    [InlineData("GEOSEARCHSTORE d g FROMMEMBER a BYRADIUS 1 m", ":0\r\n")]
    public void Arguments_Wrong_AreRefusedAsByRedis(string line, string reply)
    {
        using var harness = new CommandHarness();
        Assert.Equal(reply, harness.RunLine(line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Search_RandomShapes_FindsExactlyTheMembersWithin(int seed)
    {
        using var harness = new CommandHarness();
        var random = new Random(seed);
        var names = Enumerable.Range(0, 400).Select(at => $"m{at}").ToList();
        foreach (var name in names)
        {
            harness.RunLine($"GEOADD g {Degrees(random, 180)} {Degrees(random, 85)} {name}");
        }

        for (var round = 0; round < 40; round++)
        {
            harness.RunLine($"GEOADD g {Degrees(random, 180)} {Degrees(random, 85)} middle");
            var radius = Math.Pow(10, random.NextDouble() * 4.3);
            var found = Names(harness.RunLine(FormattableString.Invariant($"GEOSEARCH g FROMMEMBER middle BYRADIUS {radius:F4} km")));
            var within = names.Where(name => Distance(harness, name) <= radius).Append("middle").Order();
            Assert.Equal(within, found.Order());
        }
    }

    /// <summary>Sorted sets hold any score; one below zero is no position that GEOADD makes, and lies outside of every area.</summary>
    [Fact]
    public void Search_ScoreIsNoPosition_FindsWhatRedisFinds()
    {
        using var harness = new CommandHarness();
        harness.RunLine("ZADD geo:1 -2 c 13 d");
        Assert.Equal("*0\r\n", harness.RunLine("GEOSEARCH geo:1 FROMMEMBER c BYRADIUS 20000 KM"));
        Assert.Equal("*1\r\n$1\r\nd\r\n", harness.RunLine("GEOSEARCH geo:1 FROMMEMBER d BYRADIUS 20000 KM"));
        Assert.Equal("$13\r\n18919843.7433\r\n", harness.RunLine("GEODIST geo:1 c d"));
        Assert.Equal("*2\r\n$11\r\nbp05b5048p0\r\n$11\r\n00bh0hbj260\r\n", harness.RunLine("GEOHASH geo:1 c d"));
    }

    [Fact]
    public void SearchStore_OtherShard_StoresScoresOrDistances()
    {
        using var harness = new CommandHarness(shards: 4);
        harness.RunLine(Sicily);
        harness.Notify();
        for (var at = 0; at < 8; at++)
        {
            Assert.Equal(":2\r\n", harness.RunLine($"GEOSEARCHSTORE d{at} s FROMLONLAT 15 37 BYBOX 400 400 km STOREDIST"));
            Assert.Equal($"new d{at},geosearchstore d{at}", harness.TakeEvents());
            Assert.StartsWith("*4\r\n$7\r\nCatania\r\n$", harness.RunLine($"ZRANGE d{at} 0 -1 WITHSCORES"), StringComparison.Ordinal);
            Assert.Equal(":1\r\n", harness.RunLine($"GEORADIUS s 15 37 200 km COUNT 1 STORE d{at}"));
            Assert.Equal("*2\r\n$7\r\nCatania\r\n$16\r\n3479447370796909\r\n", harness.RunLine($"ZRANGE d{at} 0 -1 WITHSCORES"));
            harness.TakeEvents();
        }
    }

    [Fact]
    public void Search_AroundTheEdgeOfTheGrid_FindsTheMemberThere()
    {
        using var harness = new CommandHarness();
        harness.RunLine("GEOADD g 180 85.05112878 edge 179 85 near");
        Assert.Equal("*2\r\n$4\r\nedge\r\n$4\r\nnear\r\n", harness.RunLine("GEOSEARCH g FROMMEMBER edge BYRADIUS 2000 km ASC"));
    }

    private static string Degrees(Random random, double limit) =>
        ((random.NextDouble() - 0.5) * 2 * limit).ToString("F6", CultureInfo.InvariantCulture);

    private static double Distance(CommandHarness harness, string name) =>
        double.Parse(harness.RunLine($"GEODIST g middle {name} km").Split("\r\n")[1], CultureInfo.InvariantCulture);

    private static List<string> Names(string reply) =>
        [.. reply.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] == 'm')];
}
