using System.Text;
using MtcpRedis.Bench.Replies;
using Xunit;

namespace MtcpRedis.Bench.Tests.Replies;

public sealed class ReplyRuleTests
{
    private static readonly byte[] s_value = "VAL"u8.ToArray();

    [Theory]
    [InlineData(":0\r\n", true)]
    [InlineData(":1\r\n", true)]
    [InlineData(":2\r\n", false)]
    [InlineData("$1\r\n1\r\n", false)]
    [InlineData("+1\r\n", false)]
    public void IntegerRule_Bounds(string reply, bool right) => Assert.Equal(right, Accepts(new IntegerReplyRule(0, 1), reply));

    [Fact]
    public void GrowingRule_RepeatedOrLowerNumber_IsWrong()
    {
        var rule = new GrowingIntegerReplyRule();
        var memory = 0L;

        Assert.True(Accepts(rule, ":5\r\n", ref memory));
        Assert.True(Accepts(rule, ":9\r\n", ref memory));
        Assert.False(Accepts(rule, ":9\r\n", ref memory));
        Assert.False(Accepts(rule, ":8\r\n", ref memory));
    }

    [Theory]
    [InlineData("$3\r\nVAL\r\n", true, true)]
    [InlineData("$3\r\nVAX\r\n", false, true)]
    [InlineData("$4\r\nVALX\r\n", false, true)]
    [InlineData("$-1\r\n", true, true)]
    [InlineData("_\r\n", true, true)]
    [InlineData("*-1\r\n", true, true)]
    [InlineData("+VAL\r\n", false, false)]
    [InlineData(":3\r\n", false, false)]
    public void BulkRule_KnownAndUnknownValue(string reply, bool rightIfKnown, bool rightIfUnknown)
    {
        Assert.Equal(rightIfKnown, Accepts(new BulkReplyRule(s_value), reply));
        Assert.Equal(rightIfUnknown, Accepts(new BulkReplyRule(null), reply));
    }

    [Theory]
    [InlineData("*2\r\n$3\r\nVAL\r\n$3\r\nVAL\r\n", true)]
    [InlineData("*3\r\n$3\r\nVAL\r\n$3\r\nVAL\r\n$1\r\nx\r\n", true)]
    [InlineData("*1\r\n$3\r\nVAL\r\n", false)]
    [InlineData("*4\r\n$3\r\nVAL\r\n$3\r\nVAL\r\n$1\r\nx\r\n$1\r\nx\r\n", false)]
    [InlineData("*2\r\n$3\r\nVAL\r\n$3\r\nXXX\r\n", false)]
    [InlineData("*2\r\n$3\r\nVAL\r\n$-1\r\n", false)]
    [InlineData("*2\r\n$3\r\nVAL\r\n:1\r\n", false)]
    [InlineData("$3\r\nVAL\r\n", false)]
    public void RangeRule_CountTypeAndKnownElements(string reply, bool right) => Assert.Equal(right, Accepts(new RangeReplyRule(2, 3, known: 2, s_value), reply));

    [Fact]
    public void RangeRule_AllKnown_HasExactBytes()
    {
        Assert.Equal("*2\r\n$3\r\nVAL\r\n$3\r\nVAL\r\n", Encoding.ASCII.GetString(new RangeReplyRule(2, 2, known: 5, s_value).Exact));
        Assert.Empty(new RangeReplyRule(0, 2, known: 5, s_value).Exact);
        Assert.Empty(new RangeReplyRule(2, 2, known: 1, s_value).Exact);
    }

    [Theory]
    [InlineData("*0\r\n", true)]
    [InlineData("*2\r\n$1\r\na\r\n$3\r\n1.5\r\n", true)]
    [InlineData("*2\r\n$1\r\na\r\n,1.5\r\n", true)]
    [InlineData("*2\r\n$1\r\na\r\n$1\r\nb\r\n", false)]
    [InlineData("*1\r\n$1\r\na\r\n", false)]
    [InlineData("*-1\r\n", false)]
    [InlineData("$1\r\na\r\n", false)]
    public void ScoredMemberRule_PairOrNothing(string reply, bool right) => Assert.Equal(right, Accepts(new ScoredMemberReplyRule(), reply));

    private static bool Accepts(ReplyRule rule, string text)
    {
        var memory = 0L;
        return Accepts(rule, text, ref memory);
    }

    private static bool Accepts(ReplyRule rule, string text, ref long memory)
    {
        Assert.Equal(ReplyStatus.Complete, ReplyScanner.TryRead(Encoding.Latin1.GetBytes(text), out var reply));
        return rule.Accepts(reply, ref memory);
    }
}
