using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What 7.2 added or changed and a 7.0 reference cannot answer; what is expected is from the documentation of 7.2.</summary>
[Trait("Family", "scenarios")]
public sealed class NewerCommandsTests : IDisposable
{
    private readonly MtcpRedisProcess _server = new(cores: 1);
    private readonly RespClient _client;

    public NewerCommandsTests() => _client = _server.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Zrank_WithScore_GivesRankAndScore()
    {
        _client.Must("ZADD", "z", "1", "a", "2.5", "b", "3", "c");
        Assert.Equal(RespValue.Array(RespValue.Integer(1), RespValue.Bulk("2.5")), _client.Call("ZRANK", "z", "b", "WITHSCORE"));
        Assert.Equal(RespValue.Array(RespValue.Integer(0), RespValue.Bulk("3")), _client.Call("ZREVRANK", "z", "c", "withscore"));
        Assert.Equal(RespType.NullArray, _client.Call("ZRANK", "z", "none", "WITHSCORE").Type);
        Assert.Equal(RespType.NullArray, _client.Call("ZRANK", "missing", "a", "WITHSCORE").Type);
        Assert.Equal(RespType.NullBulk, _client.Call("ZRANK", "z", "none").Type);
        Assert.Equal("ERR syntax error", _client.Call("ZRANK", "z", "a", "WITHSCORES").Text);
        Assert.Equal("ERR wrong number of arguments for 'zrank' command", _client.Call("ZRANK", "z", "a", "WITHSCORE", "x").Text);
        _client.Must("HELLO", "3");
        Assert.Equal(
            RespValue.Array(
                RespValue.Integer(1),
                RespValue.Scalar(RespType.Double, "2.5"u8.ToArray())), _client.Call("ZRANK",
                "z",
                "b",
                "WITHSCORE"));
        Assert.Equal(RespType.Null, _client.Call("ZRANK", "z", "none", "WITHSCORE").Type);
    }

    [Fact]
    public void ClientSetinfo_LibraryNameAndVersion_AppearInClientInfo()
    {
        Assert.Equal("OK", _client.Must("CLIENT", "SETINFO", "LIB-NAME", "testkit").Text);
        Assert.Equal("OK", _client.Must("CLIENT", "SETINFO", "lib-ver", "1.2.3").Text);
        var info = _client.Must("CLIENT", "INFO").Text;
        Assert.Contains(" lib-name=testkit ", info, StringComparison.Ordinal);
        Assert.Matches(" lib-ver=1.2.3(\\s|$)", info);
        Assert.Equal("ERR Unrecognized option 'lib-other'", _client.Call("CLIENT", "SETINFO", "lib-other", "x").Text);
        Assert.Equal(
            "ERR lib-name cannot contain spaces, newlines or special characters.",
            _client.Call("CLIENT", "SETINFO", "lib-name", "a b").Text);
    }

    [Fact]
    public void ClientNoTouch_On_ReadsLeaveTheIdleTimeAlone()
    {
        Assert.Equal("OK", _client.Must("CLIENT", "NO-TOUCH", "ON").Text);
        Assert.Contains("flags=", _client.Must("CLIENT", "INFO").Text, StringComparison.Ordinal);
        Assert.Equal("OK", _client.Must("CLIENT", "NO-TOUCH", "OFF").Text);
        Assert.Equal("ERR syntax error", _client.Call("CLIENT", "NO-TOUCH", "maybe").Text);
    }

    [Fact]
    public void Encodings_SmallSetsOfStrings_AreListpacks()
    {
        _client.Must("SADD", "s", "a", "b");
        Assert.Equal("listpack", Encoding("s"));
        _client.Must("SADD", "i", "1", "2");
        Assert.Equal("intset", Encoding("i"));
        _client.Must("SADD", "i", "x");
        Assert.Equal("listpack", Encoding("i"));
        _client.Must("SADD", "s", new string('x', 65));
        Assert.Equal("hashtable", Encoding("s"));
        _client.Must("CONFIG", "SET", "set-max-listpack-entries", "3");
        _client.Must("SADD", "t", "a", "b", "c");
        Assert.Equal("listpack", Encoding("t"));
        _client.Must("SADD", "t", "d");
        Assert.Equal("hashtable", Encoding("t"));
    }

    [Fact]
    public void Encodings_Lists_TurnFromListpackToQuicklistAndBack()
    {
        _client.Must("CONFIG", "SET", "list-max-listpack-size", "4");
        _client.Must("RPUSH", "l", "1", "2", "3", "4");
        Assert.Equal("listpack", Encoding("l"));
        _client.Must("RPUSH", "l", "5");
        Assert.Equal("quicklist", Encoding("l"));
        _client.Must("RPOP", "l");
        Assert.Equal("quicklist", Encoding("l"));
        _client.Must("LTRIM", "l", "0", "1");
        Assert.Equal("listpack", Encoding("l"));
    }

    /// <summary>The encoding is chosen by the number of arguments, before it is known how many are different.</summary>
    [Theory]
    [InlineData("ZADD z 0.1 m", "ZSCORE z m", "0.1")]
    [InlineData("ZADD z 1e20 m", "ZSCORE z m", "1e+20")]
    [InlineData("ZADD z 3.3 m", "ZINCRBY z 0.1 m", "3.4")]
    [InlineData("ZADD z 3 m", "ZSCORE z m", "3")]
    public void Scores_AreWrittenWithTheFewestDigits(string prepare, string command, string score)
    {
        _client.CallLine(prepare);
        Assert.Equal(score, _client.CallLine(command).Text);
    }

    private string Encoding(string key) => _client.Must("OBJECT", "ENCODING", key).Text;
}
