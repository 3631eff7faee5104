using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Generic;

/// <summary>With several shards, most keys that patterns lead to are on another one than the list.</summary>
public sealed class SortTests : IDisposable
{
    private readonly CommandHarness _h = new(shards: 4);

    public SortTests()
    {
        _h.RunLine("RPUSH l 3 1 2");
        _h.RunLine("SADD s 10 9 8");
        _h.RunLine("MSET w:1 30 w:2 20 w:3 10 t:1 one t:3 three");
        _h.RunLine("HSET o:1 f x");
        _h.RunLine("HSET o:2 f y");
    }

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData("SORT l", "1 2 3")]
    [InlineData("SORT l DESC", "3 2 1")]
    [InlineData("SORT s", "8 9 10")]
    [InlineData("SORT s ALPHA", "10 8 9")]
    [InlineData("SORT l LIMIT 1 1", "2")]
    [InlineData("SORT l LIMIT -5 -1", "1 2 3")]
    [InlineData("SORT l LIMIT 3 1", "")]
    [InlineData("SORT l BY w:*", "3 2 1")]
    [InlineData("SORT l BY nosort", "3 1 2")]
    [InlineData("SORT l BY nosort DESC LIMIT 0 2", "2 1")]
    [InlineData("SORT l GET # GET t:*", "1 one 2 nil 3 three")]
    [InlineData("SORT l GET o:*->f", "x y nil")]
    [InlineData("SORT l BY o:*->f ALPHA", "3 1 2")]
    [InlineData("SORT l GET t:", "nil nil nil")]
    [InlineData("SORT_RO l DESC GET w:*", "10 20 30")]
    [InlineData("SORT none", "")]
    public void Sort_Options_GiveElementsOrWhatTheyStandFor(string line, string expected) =>
        Assert.Equal(expected, Words(_h.RunLine(line)));

    [Fact]
    public void Sort_Store_WritesAListOnTheDestinationsShard()
    {
        _h.Notify();
        Assert.Equal(":6\r\n", _h.RunLine("SORT l GET # GET t:* STORE out"));
        Assert.EndsWith("sortstore out", _h.TakeEvents(), StringComparison.Ordinal);
        Assert.Equal("1 one 2  3 three", Words(_h.RunLine("LRANGE out 0 -1")));
        Assert.Equal(":0\r\n", _h.RunLine("SORT none STORE out"));
        Assert.EndsWith("del out", _h.TakeEvents(), StringComparison.Ordinal);
        Assert.Equal(":0\r\n", _h.RunLine("EXISTS out"));
    }

    [Theory]
    [InlineData("SORT l BY t:*", "-ERR One or more scores can't be converted into double\r\n")]
    [InlineData("SORT w:1", "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n")]
    [InlineData("SORT l LIMIT 1", "-ERR syntax error\r\n")]
    [InlineData("SORT l LIMIT a 1", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("SORT_RO l STORE out", "-ERR syntax error\r\n")]
    public void Sort_BadArguments_AreRefused(string line, string expected) => Assert.Equal(expected, _h.RunLine(line));

    [Fact]
    public void Sort_SortedSet_IsKeptInItsLargeFormAfterwards()
    {
        _h.RunLine("ZADD z 3 a 1 b 2 c");
        Assert.Equal("listpack", _h.EncodingOf("z"));
        Assert.Equal("a b c", Words(_h.RunLine("SORT z ALPHA")));
        Assert.Equal("skiplist", _h.EncodingOf("z"));
        Assert.Equal("a c b", Words(_h.RunLine("SORT z BY nosort DESC")));
    }

    /// <summary>The values of a flat array, joined by spaces.</summary>
    private static string Words(string reply)
    {
        Assert.StartsWith("*", reply, StringComparison.Ordinal);
        string[] lines = reply.Split("\r\n");
        var words = new List<string>();
        for (int i = 1; i < lines.Length - 1; i++)
            words.Add(lines[i] == "$-1" ? "nil" : lines[++i]);
        return string.Join(' ', words);
    }
}
