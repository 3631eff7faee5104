using MtcpRedis.Compare.Load;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Bench.Tests.Compare;

public sealed class FillerTests : IDisposable
{
    private readonly RedisServerProcess _redis = new();

    public void Dispose() => _redis.Dispose();

    [Fact]
    public void EachAndMembers_PutExactlySoManyItemsThere()
    {
        using (var filler = new Filler(_redis.Port))
        {
            filler.Each(20_001, n => ["SET", $"key:{n}", "0123456789abcdef"]);
            filler.Members(10_050, ["ZADD", "z"], n => [$"{n}", $"member:{n}"]);
        }

        using var client = _redis.Connect();
        Assert.Equal(20_002, client.Must("DBSIZE").AsInteger);
        Assert.Equal(10_050, client.Must("ZCARD", "z").AsInteger);
        Assert.Equal("10049", client.Must("ZSCORE", "z", "member:10049").Text);
    }

    [Fact]
    public void Members_ServerRefuses_Throws()
    {
        using var client = _redis.Connect();
        client.Must("SET", "z", "text");
        using var filler = new Filler(_redis.Port);

        var e = Assert.Throws<IOException>(() => filler.Members(10, ["SADD", "z"], n => [$"{n}"]));

        Assert.Contains("WRONGTYPE", e.Message, StringComparison.Ordinal);
    }
}
