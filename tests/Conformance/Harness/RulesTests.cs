using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Harness;

public class RulesTests
{
    private static readonly RespCommand s_command = new("X");

    [Fact]
    public void Unordered_SameElementsInOtherOrder_Equal()
    {
        Assert.Null(Compare(Rules.Unordered, List("a", "b", "b"), List("b", "a", "b")));
        Assert.NotNull(Compare(Rules.Unordered, List("a", "b", "b"), List("a", "a", "b")));
        Assert.NotNull(Compare(Rules.Unordered, List("a"), List("a", "a")));
        Assert.NotNull(Compare(Rules.Unordered, List("a"), RespValue.Aggregate(RespType.Set, RespValue.Bulk("a"))));
    }

    [Fact]
    public void Pairs_ValuesSwapped_Differ()
    {
        Assert.Null(Compare(Rules.Pairs, List("a", "1", "b", "2"), List("b", "2", "a", "1")));
        Assert.NotNull(Compare(Rules.Pairs, List("a", "1", "b", "2"), List("a", "2", "b", "1")));
    }

    [Fact]
    public void Near_OutsideTolerance_Differs()
    {
        Assert.Null(Compare(Rules.Near(5), RespValue.Integer(100), RespValue.Integer(104)));
        Assert.NotNull(Compare(Rules.Near(5), RespValue.Integer(100), RespValue.Integer(106)));
        Assert.NotNull(Compare(Rules.Near(5), RespValue.Integer(-1), RespValue.Integer(-2)));
    }

    [Fact]
    public void PickedFrom_StrangeOrRepeatedElement_Differs()
    {
        ReplyPair[] earlier = [new(List("a", "b", "c"), List("a", "b", "c"))];
        Assert.Null(Compare(Rules.PickedFrom(1, distinct: true), List("a", "b"), List("c", "a"), earlier));
        Assert.NotNull(Compare(Rules.PickedFrom(1, distinct: true), List("a", "b"), List("c", "c"), earlier));
        Assert.Null(Compare(Rules.PickedFrom(1, distinct: false), List("a", "b"), List("c", "c"), earlier));
        Assert.NotNull(Compare(Rules.PickedFrom(1, distinct: false), List("a", "b"), List("c", "x"), earlier));
        Assert.NotNull(Compare(Rules.PickedFrom(1, distinct: true), List("a", "b"), List("c"), earlier));
    }

    [Fact]
    public void AnyRule_ErrorTextsDiffer_Differ() =>
        Assert.NotNull(Compare(Rules.SameType, RespValue.Error("ERR syntax error"), RespValue.Error("ERR other")));

    [Fact]
    public void Each_OneElementWrong_NamesItsCommand()
    {
        var rule = Rules.Each([(new RespCommand("SMEMBERS", "s"), Rules.Unordered), (new RespCommand("GET", "k"), Rules.Exact)]);
        Assert.Null(Compare(rule, RespValue.Array(List("a", "b"), RespValue.Bulk("v")), RespValue.Array(List("b", "a"), RespValue.Bulk("v"))));
        var reason = Compare(
            rule,
            RespValue.Array(List("a", "b"), RespValue.Bulk("v")),
            RespValue.Array(List("b", "a"), RespValue.Bulk("w")));
        Assert.Contains("GET k", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-2.75, "-2.75")]
    [InlineData(1e20, "1e+20")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1e-5, "0.00001")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e300, "1e+300")]
    [InlineData(-1e17, "-100000000000000000")]
    [InlineData(3.3333333333333335, "3.3333333333333335")]
    public void Shortest_Double_IsPlacedAsIn72(double value, string text) => Assert.Equal(text, DoubleText.Shortest(value));

    [Theory]
    [InlineData("0.10000000000000001", true)]
    [InlineData("1e+20", true)]
    [InlineData("1.0000000000000001e+300", true)]
    [InlineData("9.3132257461547852e-10", true)]
    [InlineData("12", true)]
    [InlineData("1e3", false)]
    [InlineData("3.0", false)]
    [InlineData("0.1", false)]
    [InlineData("007", false)]
    public void IsSeventeenDigits_OnlyTextsOf70_AreTaken(string text, bool taken) => Assert.Equal(taken, DoubleText.IsSeventeenDigits(text, out _));

    [Fact]
    public void KnownDifferences_ScoreOfSeventeenDigits_IsExplainedOnlyForNewerSubjects()
    {
        var (old, newer) = (RespValue.Bulk("0.10000000000000001"), RespValue.Bulk("0.1"));
        var score = new RespCommand("ZSCORE", "z", "m");
        Assert.Null(new ReplyComparer(subjectIsNewer: true).Compare(Rules.Exact, score, old, newer, []));
        Assert.NotNull(new ReplyComparer(subjectIsNewer: false).Compare(Rules.Exact, score, old, newer, []));
        Assert.NotNull(new ReplyComparer(subjectIsNewer: true).Compare(Rules.Exact, score, old, RespValue.Bulk("0.10"), []));
        Assert.NotNull(new ReplyComparer(subjectIsNewer: true).Compare(Rules.Exact, new RespCommand("GET", "k"), old, newer, []));
    }

    private static RespValue List(params string[] items) => RespValue.Array([.. items.Select(RespValue.Bulk)]);

    private static string? Compare(ReplyRule rule, RespValue expected, RespValue actual, params ReplyPair[] earlier) =>
        new ReplyComparer(subjectIsNewer: false).Compare(rule, s_command, expected, actual, earlier);
}
