using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Strings;

public sealed class StringEditTests : IDisposable
{
    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    [Fact]
    public void Append_AnyKindOfString_GrowsItAsRaw()
    {
        Assert.Equal(":2\r\n", _h.RunLine("APPEND k 12"));
        Assert.Equal("int", _h.EncodingOf("k"));
        Assert.Equal(":4\r\n", _h.RunLine("APPEND k 34"));
        Assert.Equal("raw", _h.EncodingOf("k"));
        Assert.Equal(":1235\r\n", _h.RunLine("INCR k"));
        Assert.Equal("int", _h.EncodingOf("k"));
        _h.RunLine("SET k v PX 5000");
        string expected = "v";
        for (int i = 0; i < 3000; i++)
        {
            string tail = i.ToString();
            expected += tail;
            Assert.Equal($":{expected.Length}\r\n", _h.Run("APPEND", "k", tail));
        }
        Assert.Equal($"${expected.Length}\r\n{expected}\r\n", _h.Run("GET", "k"));
        Assert.Equal(_h.Now + 5000, _h.ExpiresAt("k"));
    }

    [Theory]
    [InlineData("abc", 5, "xy", "abc\0\0xy")]
    [InlineData("abc", 1, "X", "aXc")]
    [InlineData("1234", 2, "99", "1299")]
    [InlineData(null, 2, "z", "\0\0z")]
    public void SetRange_Offsets_PadsWithZeros(string? old, int offset, string patch, string expected)
    {
        if (old is not null)
            _h.Run("SET", "k", old);
        Assert.Equal($":{expected.Length}\r\n", _h.Run("SETRANGE", "k", $"{offset}", patch));
        Assert.Equal($"${expected.Length}\r\n{expected}\r\n", _h.Run("GET", "k"));
        Assert.Equal("raw", _h.EncodingOf("k"));
    }

    [Fact]
    public void SetRange_NothingToWrite_MakesNoKey()
    {
        Assert.Equal(":0\r\n", _h.Run("SETRANGE", "k", "100", ""));
        Assert.Equal("none", _h.EncodingOf("k"));
        Assert.Equal("-ERR offset is out of range\r\n", _h.Run("SETRANGE", "k", "-1", "x"));
    }

    [Fact]
    public void Limits_ProtoMaxBulkLen_BoundsEveryGrowth()
    {
        _h.Settings = _h.Settings with { ProtoMaxBulkLength = 1_048_576 };
        _h.Run("SET", "k", new string('a', 1_048_570));
        const string error = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n";
        Assert.Equal(error, _h.Run("APPEND", "k", "1234567"));
        Assert.Equal(error, _h.Run("SETRANGE", "k", "1048576", "x"));
        Assert.Equal(error, _h.Run("SETRANGE", "other", "9223372036854775807", "x"));
        Assert.Equal(":1048576\r\n", _h.Run("SETRANGE", "k", "1048575", "x"));
    }

    [Theory]
    [InlineData(0, -1, "Hello World")]
    [InlineData(-3, -1, "rld")]
    [InlineData(-1, -3, "")]
    [InlineData(-100, -50, "H")]
    [InlineData(-50, -100, "")]
    [InlineData(20, 30, "")]
    [InlineData(6, long.MaxValue, "World")]
    [InlineData(long.MinValue, long.MaxValue, "Hello World")]
    public void GetRange_OffsetsOfAnyKind_CutsAsRedisDoes(long start, long end, string expected)
    {
        _h.Run("SET", "k", "Hello World");
        Assert.Equal($"${expected.Length}\r\n{expected}\r\n", _h.Run("GETRANGE", "k", $"{start}", $"{end}"));
        Assert.Equal("$0\r\n\r\n", _h.Run("SUBSTR", "nokey", $"{start}", $"{end}"));
    }

    [Fact]
    public void Counters_AtTheirLimits_RefuseToOverflow()
    {
        _h.Run("SET", "k", "9223372036854775806");
        Assert.Equal(":9223372036854775807\r\n", _h.RunLine("INCR k"));
        Assert.Equal("-ERR increment or decrement would overflow\r\n", _h.RunLine("INCR k"));
        Assert.Equal("-ERR decrement would overflow\r\n", _h.RunLine("DECRBY k -9223372036854775808"));
        Assert.Equal(":0\r\n", _h.RunLine("DECRBY k 9223372036854775807"));
        Assert.Equal(":-9223372036854775808\r\n", _h.RunLine("INCRBY k -9223372036854775808"));
        Assert.Equal("-ERR increment or decrement would overflow\r\n", _h.RunLine("DECR k"));
        _h.RunLine("SET k 1.5");
        Assert.Equal("-ERR value is not an integer or out of range\r\n", _h.RunLine("INCR k"));
    }

    [Fact]
    public void IncrByFloat_IntegerResult_IsNoInt()
    {
        _h.RunLine("SET k 10 PX 7000");
        Assert.Equal("$4\r\n10.5\r\n", _h.RunLine("INCRBYFLOAT k 0.5"));
        Assert.Equal("$2\r\n11\r\n", _h.RunLine("INCRBYFLOAT k 0.5"));
        Assert.Equal("embstr", _h.EncodingOf("k"));
        Assert.Equal(_h.Now + 7000, _h.ExpiresAt("k"));
        Assert.Equal("-ERR increment would produce NaN or Infinity\r\n", _h.RunLine("INCRBYFLOAT k inf"));
        Assert.Equal("-ERR value is not a valid float\r\n", _h.RunLine("INCRBYFLOAT k abc"));
    }

    [Fact]
    public void Lcs_EveryForm_TellsTheSameSubsequence()
    {
        _h.RunLine("MSET a ohmytext b mynewtext");
        Assert.Equal("$6\r\nmytext\r\n", _h.RunLine("LCS a b"));
        Assert.Equal(":6\r\n", _h.RunLine("LCS a b LEN"));
        Assert.Equal(
            "*4\r\n$7\r\nmatches\r\n*1\r\n*3\r\n*2\r\n:4\r\n:7\r\n*2\r\n:5\r\n:8\r\n:4\r\n$3\r\nlen\r\n:6\r\n",
            _h.RunLine("LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN"));
        Assert.Equal("$0\r\n\r\n", _h.RunLine("LCS a none"));
        _h.Settings = _h.Settings with { ProtoMaxBulkLength = 300 };
        Assert.Equal(
            "-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len\r\n", _h.RunLine("LCS a b"));
    }
}
