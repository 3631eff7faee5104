using System.Text;
using MtcpRedis.Bench.Replies;
using Xunit;

namespace MtcpRedis.Bench.Tests.Replies;

public sealed class ReplyScannerTests
{
    public static TheoryData<string> WholeReplies =>
    [
        "+OK\r\n", "+\r\n", "-ERR no\r\n", ":0\r\n", ":-9223372036854775808\r\n", ":9223372036854775807\r\n", "$-1\r\n", "$0\r\n\r\n", "$5\r\na\r\nb\0\r\n",
        "*-1\r\n", "*0\r\n", "*2\r\n$1\r\na\r\n:1\r\n", "*2\r\n*1\r\n+a\r\n*0\r\n", "_\r\n", "#t\r\n", ",1.5\r\n", "(12345678901234567890\r\n",
        "!5\r\nERR x\r\n", "=6\r\ntxt:ab\r\n", "~1\r\n+a\r\n", "%2\r\n+a\r\n:1\r\n+b\r\n$-1\r\n", ">1\r\n+a\r\n",
    ];

    [Theory]
    [MemberData(nameof(WholeReplies))]
    public void TryRead_WholeReplyAndMore_TakesTheReplyOnly(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text + "+next\r\n");

        Assert.Equal(ReplyStatus.Complete, ReplyScanner.TryRead(bytes, out var reply));
        Assert.Equal(text, Encoding.Latin1.GetString(reply.Whole));
        Assert.Equal(text[0], (char)reply.Type);
    }

    [Theory]
    [MemberData(nameof(WholeReplies))]
    public void TryRead_CutAnywhere_WaitsForTheRest(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(ReplyStatus.Incomplete, ReplyScanner.TryRead(bytes.AsSpan(0, length), out _));
        }
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("\r\n")]
    [InlineData("+a\rb\r\n")]
    [InlineData(":\r\n")]
    [InlineData(":1x\r\n")]
    [InlineData(":9223372036854775808\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$536870913\r\n")]
    [InlineData("$1\r\nabc")]
    [InlineData("*-2\r\n")]
    [InlineData("*99999999999\r\n")]
    [InlineData("%-1\r\n")]
    [InlineData("*1\r\n?\r\n")]
    public void TryRead_NotAReply_IsRefused(string text)
    {
        Assert.Equal(ReplyStatus.Malformed, ReplyScanner.TryRead(Encoding.Latin1.GetBytes(text), out _));
    }

    [Fact]
    public void TryRead_TooDeepOrEndlessLine_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("*1\r\n", ReplyScanner.MaxDepth + 1)) + ":1\r\n";

        Assert.Equal(ReplyStatus.Malformed, ReplyScanner.TryRead(Encoding.Latin1.GetBytes(deep), out _));
        Assert.Equal(ReplyStatus.Malformed, ReplyScanner.TryRead(Encoding.Latin1.GetBytes("+" + new string('a', 100_000)), out _));
    }

    [Fact]
    public void TryRead_Views_ShowTypeNumberAndPayload()
    {
        ReplyScanner.TryRead("$3\r\nabc\r\n"u8, out var bulk);
        ReplyScanner.TryRead("$-1\r\n"u8, out var nothing);
        ReplyScanner.TryRead("*-1\r\n"u8, out var noArray);
        ReplyScanner.TryRead("_\r\n"u8, out var newNull);
        ReplyScanner.TryRead("%1\r\n+a\r\n+b\r\n"u8, out var map);
        ReplyScanner.TryRead("!3\r\nERR\r\n"u8, out var error);

        Assert.True(bulk.IsBulk && !bulk.IsNull && bulk.Payload.SequenceEqual("abc"u8));
        Assert.True(nothing.IsNull && !nothing.IsBulk);
        Assert.True(noArray.IsNull && !noArray.IsArray && newNull.IsNull);
        Assert.Equal(2, map.Number);
        Assert.True(error.IsError && error.Payload.SequenceEqual("ERR"u8));
    }
}
