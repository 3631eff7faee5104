using System.Text;
using MtcpRedis.Core.Text;
using Xunit;

namespace MtcpRedis.Core.Tests.Text;

public class SplitArgumentsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" \t\r\n", new string[0])]
    [InlineData("set  key\tvalue ", new[] { "set", "key", "value" })]
    [InlineData("set k \"a b\"", new[] { "set", "k", "a b" })]
    [InlineData("set k ''", new[] { "set", "k", "" })]
    [InlineData("\"\\x41\\n\\r\\t\\b\\a\\q\\\"\"", new[] { "A\n\r\t\b\aq\"" })]
    [InlineData("\"\\x4\" \"\\xzz\"", new[] { "x4", "xzz" })]
    [InlineData("'a\\n\\'b'", new[] { "a\\n'b" })]
    [InlineData("fo\"o b\" c", new[] { "foo b", "c" })]
    [InlineData("a\vb", new[] { "a\vb" })]
    [InlineData("\va \"b\"\f c", new[] { "a", "b", "c" })]
    [InlineData("a b\0 c \"", new[] { "a", "b" })]
    [InlineData("\"\\xff\\x00z\"", new[] { "\u00ff\0z" })]
    public void TrySplit_WellFormedLine_GivesArguments(string line, string[] expected)
    {
        Assert.True(SplitArguments.TrySplit(Encoding.Latin1.GetBytes(line), out var arguments));
        Assert.Equal(expected, arguments.Select(Encoding.Latin1.GetString));
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("'a")]
    [InlineData("\"a\"b")]
    [InlineData("'a'b")]
    [InlineData("x \"a\\")]
    [InlineData("x \"a\\\"")]
    [InlineData("\"a\"\"b\"")]
    public void TrySplit_UnbalancedQuotes_Fails(string line)
    {
        Assert.False(SplitArguments.TrySplit(Encoding.Latin1.GetBytes(line), out var arguments));
        Assert.Empty(arguments);
    }

    [Fact]
    public void AppendQuoted_AnyBytes_SplitBackToThemselves()
    {
        byte[] all = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var output = new StringBuilder();
        SplitArguments.AppendQuoted(all, output);
        Assert.True(SplitArguments.TrySplit(Encoding.ASCII.GetBytes(output.ToString()), out var arguments));
        Assert.Equal(all, Assert.Single(arguments));
    }

    [Fact]
    public void ArgumentSplitter_EscapedArgument_IsWrittenOverItsOwnPlace()
    {
        byte[] line = Encoding.ASCII.GetBytes("get \"a\\x20b\" c");
        var splitter = new ArgumentSplitter(line);
        Assert.True(splitter.MoveNext());
        Assert.True(splitter.MoveNext());
        Assert.Equal((4, 3), (splitter.Start, splitter.Length));
        Assert.Equal("a b"u8, line.AsSpan(splitter.Start, splitter.Length));
        Assert.True(splitter.MoveNext());
        Assert.Equal("c"u8, splitter.Current);
        Assert.False(splitter.MoveNext());
        Assert.False(splitter.IsUnbalanced);
    }
}
