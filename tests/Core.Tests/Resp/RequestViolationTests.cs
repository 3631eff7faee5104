using MtcpRedis.Core.Resp;
using Xunit;

namespace MtcpRedis.Core.Tests.Resp;

/// <summary>Every violation of the protocol, with the text that Redis answers.</summary>
public class RequestViolationTests
{
    [Theory]
    [InlineData("*\r\n", "invalid multibulk length")]
    [InlineData("*x\r\n", "invalid multibulk length")]
    [InlineData("*1x\r\n", "invalid multibulk length")]
    [InlineData("*+1\r\n", "invalid multibulk length")]
    [InlineData("*01\r\n", "invalid multibulk length")]
    [InlineData("*-0\r\n", "invalid multibulk length")]
    [InlineData("*-01\r\n", "invalid multibulk length")]
    [InlineData("*--1\r\n", "invalid multibulk length")]
    [InlineData("* 1\r\n", "invalid multibulk length")]
    [InlineData("*2147483648\r\n", "invalid multibulk length")]
    [InlineData("*99999999999999999999\r\n", "invalid multibulk length")]
    [InlineData("*1\r\n$\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$-1\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$x\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$05\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$-0\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$536870913\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$9223372036854775808\r\n", "invalid bulk length")]
    [InlineData("*1\r\n:1\r\n", "expected '$', got ':'")]
    [InlineData("*1\r\nPING\r\n", "expected '$', got 'P'")]
    [InlineData("*2\r\n$1\r\na\r\n\r\n", "expected '$', got '\r'")]
    [InlineData("SET \"a\r\n", "unbalanced quotes in request")]
    [InlineData("SET 'a\r\n", "unbalanced quotes in request")]
    [InlineData("SET \"a\"b\r\n", "unbalanced quotes in request")]
    public void Parse_Malformed_IsRefused(string bytes, string text)
    {
        using var rig = new ParserRig();
        Assert.Empty(rig.Feed(bytes));
        Assert.Equal(ParseStatus.Violation, rig.LastStatus);
        Assert.Equal("ERR Protocol error: " + text, rig.Parser.Violation);
        Assert.Equal(0, rig.Arguments.Count);
    }

    [Theory]
    [InlineData("*11\r\n", "unauthenticated multibulk length")]
    [InlineData("*1\r\n$16385\r\n", "unauthenticated bulk length")]
    public void Parse_TooMuchBeforeAuthentication_IsRefused(string bytes, string text)
    {
        using var rig = new ParserRig(authenticated: false);
        rig.Feed(bytes);
        Assert.Equal("ERR Protocol error: " + text, rig.Parser.Violation);
        using var known = new ParserRig();
        known.Feed(bytes);
        Assert.Equal(ParseStatus.NeedMore, known.LastStatus);
    }

    [Fact]
    public void Parse_LongestAllowedBeforeAuthentication_IsTaken()
    {
        using var rig = new ParserRig(authenticated: false);
        string bulk = $"$16384\r\n{new string('p', 16384)}\r\n";
        Assert.Equal(10, Assert.Single(rig.Feed("*10\r\n" + string.Concat(Enumerable.Repeat(bulk, 10)))).Length);
    }

    [Theory]
    [InlineData("", "too big inline request")]
    [InlineData("*", "too big mbulk count string")]
    [InlineData("*1\r\n$", "too big bulk count string")]
    public void Parse_EndlessLine_IsRefusedAt64KiB(string start, string text)
    {
        using var rig = new ParserRig();
        rig.Feed(start + new string('1', RequestLimits.MaxInline - 1));
        Assert.Equal(ParseStatus.NeedMore, rig.LastStatus);
        rig.Feed("11");
        Assert.Equal(ParseStatus.Violation, rig.LastStatus);
        Assert.Equal("ERR Protocol error: " + text, rig.Parser.Violation);
    }

    [Fact]
    public void Parse_LimitOfArgumentLength_IsTheOneGiven()
    {
        using var rig = new ParserRig(maxBulkLength: 1024 * 1024);
        rig.Feed("*1\r\n$1048576\r\n");
        Assert.Equal(ParseStatus.NeedMore, rig.LastStatus);
        using var beyond = new ParserRig(maxBulkLength: 1024 * 1024);
        beyond.Feed("*1\r\n$1048577\r\n");
        Assert.Equal("ERR Protocol error: invalid bulk length", beyond.Parser.Violation);
    }
}
