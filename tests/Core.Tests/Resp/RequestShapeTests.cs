using System.Text;
using MtcpRedis.Core.Resp;
using Xunit;

namespace MtcpRedis.Core.Tests.Resp;

/// <summary>Numbers and sizes of arguments around the borders between the ways that the parser has for them.</summary>
public class RequestShapeTests
{
    public static TheoryData<int> ArgumentCounts => [1, 9, 10, 11, 31, 32, 33, 99, 100, 1000];

    public static TheoryData<int> ArgumentSizes => [0, 1, 9, 10, 99, 100, 999, 1000, 1001, 9999, 10_000, 10_009, 10_010, 99_999];

    [Theory]
    [MemberData(nameof(ArgumentCounts))]
    public void Parse_AnyNumberOfArguments_GivesAllOfThem(int count)
    {
        string[] words = Enumerable.Range(0, count).Select(i => $"word{i}").ToArray();
        using var rig = new ParserRig();
        Assert.Equal(words, Assert.Single(rig.Feed(Request(words))));
        Assert.Equal(0, rig.Pending);
    }

    [Theory]
    [MemberData(nameof(ArgumentSizes))]
    public void Parse_AnySizeOfArgument_GivesItWhole(int size)
    {
        string[] words = ["SET", new string('k', size), new string('v', size)];
        using var rig = new ParserRig();
        Assert.Equal(words, Assert.Single(rig.Feed(Request(words))));
        Assert.Equal(0, rig.Pending);
    }

    [Theory]
    [MemberData(nameof(ArgumentSizes))]
    public void Parse_LastByteIsMissing_WaitsForIt(int size)
    {
        string[] words = ["ECHO", new string('v', size)];
        string bytes = Request(words);
        using var rig = new ParserRig();
        Assert.Empty(rig.Feed(bytes[..^1]));
        Assert.Equal(ParseStatus.NeedMore, rig.LastStatus);
        Assert.Equal(words, Assert.Single(rig.Feed(bytes[^1..])));
    }

    [Theory]
    [InlineData("*1:\r\n$1\r\na\r\n", "invalid multibulk length")]
    [InlineData("*1a\r\n$1\r\na\r\n", "invalid multibulk length")]
    [InlineData("*01\r\n$1\r\na\r\n", "invalid multibulk length")]
    [InlineData("*/9\r\n$1\r\na\r\n", "invalid multibulk length")]
    [InlineData("*1\r\n$01\r\na\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$1:\r\na\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$:\r\na\r\n\r\n", "invalid bulk length")]
    public void Parse_HeaderThatOnlyLooksShort_IsAViolation(string bytes, string error)
    {
        using var rig = new ParserRig();
        Assert.Empty(rig.Feed(bytes));
        Assert.Equal($"ERR Protocol error: {error}", rig.Parser.Violation);
        Assert.Equal(0, rig.Arguments.Count);
    }

    [Fact]
    public void Parse_BeforeAuthentication_TakesTenArgumentsAndNotEleven()
    {
        string[] ten = Enumerable.Repeat("a", 10).ToArray();
        using var rig = new ParserRig(authenticated: false);
        Assert.Equal(ten, Assert.Single(rig.Feed(Request(ten))));
        Assert.Empty(rig.Feed(Request([.. ten, "a"])));
        Assert.Equal("ERR Protocol error: unauthenticated multibulk length", rig.Parser.Violation);
    }

    private static string Request(string[] words)
    {
        var text = new StringBuilder($"*{words.Length}\r\n");
        foreach (string word in words)
            text.Append($"${word.Length}\r\n{word}\r\n");
        return text.ToString();
    }
}
