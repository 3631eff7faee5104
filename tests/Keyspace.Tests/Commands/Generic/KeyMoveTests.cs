using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Generic;

/// <summary>With several shards, source and destination are in different arenas for most pairs of keys.</summary>
public sealed class KeyMoveTests : IDisposable
{
    private readonly CommandHarness _h = new(shards: 4);

    public void Dispose() => _h.Dispose();

    [Fact]
    public void Rename_AnyPairOfShards_KeepsValueAndExpiry()
    {
        string large = new('x', 5000);
        for (int i = 0; i < 50; i++)
        {
            string value = (i % 3) switch { 0 => i.ToString(System.Globalization.CultureInfo.InvariantCulture), 1 => $"text{i}", _ => large };
            _h.Run("SET", $"from{i}", value, "PX", "5000");
            Assert.Equal("+OK\r\n", _h.Run("RENAME", $"from{i}", $"to{i}"));
            Assert.Equal($"${value.Length}\r\n{value}\r\n", _h.Run("GET", $"to{i}"));
            Assert.Equal(_h.Now + 5000, _h.ExpiresAt($"to{i}"));
            Assert.Equal(-2, _h.ExpiresAt($"from{i}"));
        }
    }

    [Fact]
    public void Rename_OverAnotherKey_ReplacesValueAndExpiry()
    {
        _h.RunLine("SET a 1");
        _h.RunLine("SET b 2 EX 100");
        _h.Notify();
        Assert.Equal("+OK\r\n", _h.RunLine("RENAME a b"));
        Assert.Equal("new b,rename_from a,rename_to b", _h.TakeEvents());
        Assert.Equal(-1, _h.ExpiresAt("b"));
    }

    [Fact]
    public void Rename_ToItself_ChangesNothing()
    {
        Assert.Equal("-ERR no such key\r\n", _h.RunLine("RENAME a a"));
        _h.RunLine("SET a 1");
        Assert.Equal("+OK\r\n", _h.RunLine("RENAME a a"));
        Assert.Equal(":0\r\n", _h.RunLine("RENAMENX a a"));
    }

    [Fact]
    public void RenameNx_ExistingTarget_Refuses()
    {
        _h.RunLine("MSET a 1 b 2");
        Assert.Equal(":0\r\n", _h.RunLine("RENAMENX a b"));
        Assert.Equal(":1\r\n", _h.RunLine("RENAMENX a c"));
        Assert.Equal("$1\r\n1\r\n", _h.RunLine("GET c"));
    }

    [Fact]
    public void Copy_WithReplaceAndDatabase_CopiesThere()
    {
        _h.RunLine("SET a 1 PX 9000");
        _h.Notify();
        Assert.Equal(":1\r\n", _h.RunLine("COPY a b DB 3"));
        Assert.Equal("new b,copy_to b", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("COPY a b DB 3"));
        Assert.Equal(":1\r\n", _h.RunLine("COPY a b REPLACE DB 3"));
        _h.Database = 3;
        Assert.Equal(":9000\r\n", _h.RunLine("PTTL b"));
    }

    [Theory]
    [InlineData("COPY a a", "-ERR source and destination objects are the same\r\n")]
    [InlineData("COPY a b DB 99", "-ERR DB index is out of range\r\n")]
    [InlineData("COPY a b DB x", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("COPY a b DB", "-ERR syntax error\r\n")]
    [InlineData("COPY a b NOW", "-ERR syntax error\r\n")]
    [InlineData("COPY none b", ":0\r\n")]
    [InlineData("MOVE a 0", "-ERR source and destination objects are the same\r\n")]
    [InlineData("MOVE a 16", "-ERR DB index is out of range\r\n")]
    [InlineData("MOVE a 1000000000000", "-ERR value is out of range, value must between -2147483648 and 2147483647\r\n")]
    [InlineData("MOVE a x", "-ERR value is not an integer or out of range\r\n")]
    public void CopyAndMove_BadArguments_AreRefused(string line, string expected)
    {
        _h.RunLine("SET a 1");
        Assert.Equal(expected, _h.RunLine(line));
    }

    [Fact]
    public void Move_TakesTheKeyToTheOtherDatabase_UnlessItIsThere()
    {
        _h.RunLine("SET a 1 PX 9000");
        _h.Notify();
        Assert.Equal(":1\r\n", _h.RunLine("MOVE a 1"));
        Assert.Equal("new a,move_from a,move_to a", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("MOVE a 1"));
        _h.RunLine("SET a 2");
        Assert.Equal(":0\r\n", _h.RunLine("MOVE a 1"));
        _h.Database = 1;
        Assert.Equal(":9000\r\n", _h.RunLine("PTTL a"));
    }
}
