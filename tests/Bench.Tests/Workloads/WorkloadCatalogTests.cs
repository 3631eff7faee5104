using System.Text;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Replies;
using MtcpRedis.Bench.Workloads;
using Xunit;

namespace MtcpRedis.Bench.Tests.Workloads;

public sealed class WorkloadCatalogTests
{
    [Fact]
    public void Select_Default_IsRedisBenchmarksListInItsOrder()
    {
        Assert.Equal(
            [
                "PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "LPUSH", "RPUSH", "LPOP", "RPOP", "SADD", "HSET", "SPOP", "ZADD", "ZPOPMIN",
                "LPUSH (needed to benchmark LRANGE)", "LRANGE_100 (first 100 elements)", "LRANGE_300 (first 300 elements)",
                "LRANGE_500 (first 500 elements)", "LRANGE_600 (first 600 elements)", "MSET (10 keys)",
            ],
            Titles());
    }

    [Fact]
    public void Select_Names_ChooseWhatTheyNeed()
    {
        Assert.Equal(["PING_INLINE", "PING_MBULK", "GET"], Titles("-t", "get,PING"));
        Assert.Equal(["LPUSH (needed to benchmark LRANGE)", "LRANGE_300 (first 300 elements)"], Titles("-t", "lrange_300"));
        Assert.Equal(5, Titles("-t", "lrange").Count);
        var e = Assert.Throws<OptionException>(() => Titles("-t", "get,nonsense"));
        Assert.StartsWith("unknown test 'nonsense'; tests are ping_inline, ping, ping_mbulk, set", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_TrailingCommand_ReplacesTheTests()
    {
        var workload = Assert.Single(Select("-t", "get", "-r", "10", "SET", "k__rand_int__", "é"));

        Assert.Equal("SET k__rand_int__ é", workload.Title);
        Assert.Equal("*3\r\n$3\r\nSET\r\n$13\r\nk__rand_int__\r\n$2\r\né\r\n", Encoding.UTF8.GetString(workload.Command.Bytes));
        Assert.Equal([19], workload.Command.RandomOffsets);
    }

    [Fact]
    public void Commands_WithoutKeySpace_SendThePlaceholderItself()
    {
        var set = Assert.Single(Select("-t", "set", "-d", "5"));

        Assert.False(set.Command.IsRandom);
        Assert.StartsWith("*3\r\n$3\r\nSET\r\n$16\r\nkey:__rand_int__\r\n$5\r\n", Encoding.ASCII.GetString(set.Command.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_WithKeySpace_MarkEveryPlaceholder()
    {
        Assert.Equal(10, Assert.Single(Select("-t", "mset", "-r", "5")).Command.RandomOffsets.Length);
        Assert.Equal(2, Assert.Single(Select("-t", "zadd", "-r", "5")).Command.RandomOffsets.Length);
    }

    [Fact]
    public void GetRule_AfterSet_DemandsTheValue()
    {
        var knowledge = new WorkloadKnowledge();
        var tests = Select("-t", "set,get", "-d", "4");
        Assert.IsType<BulkReplyRule>(tests[1].Rule(knowledge));

        tests[0].Learn(knowledge, 100);

        var rule = Assert.IsType<ExactReplyRule>(tests[1].Rule(knowledge));
        Assert.Equal(RespBytes.Bulk(WorkloadCatalog.Value(4)), rule.Exact);
        Assert.IsType<BulkReplyRule>(Select("-t", "get", "-r", "10")[0].Rule(knowledge));
    }

    [Fact]
    public void RangeRule_FollowsWhatIsKnownOfTheListsHead()
    {
        var knowledge = new WorkloadKnowledge();
        var tests = Select();
        var range = tests.Single(w => w.Names[0] == "lrange_100");
        Assert.Empty(range.Rule(knowledge).Exact);

        tests.Single(w => w.Names[0] == "lpush").Learn(knowledge, 150);
        Assert.NotEmpty(range.Rule(knowledge).Exact);

        tests.Single(w => w.Names[0] == "rpop").Learn(knowledge, 51);
        Assert.Empty(range.Rule(knowledge).Exact);
        tests.Single(w => w.Names[0] == "lpop").Learn(knowledge, 1_000);
        Assert.Equal(0, knowledge.KnownListHead);
    }

    [Fact]
    public void Value_OneSize_IsAlwaysTheSameLetters()
    {
        Assert.Equal(WorkloadCatalog.Value(100), WorkloadCatalog.Value(100));
        Assert.All(WorkloadCatalog.Value(100), b => Assert.InRange((char)b, 'A', 'Z'));
    }

    private static List<string> Titles(params string[] args) => [.. Select(args).Select(w => w.Title)];

    private static IReadOnlyList<Workload> Select(params string[] args) => WorkloadCatalog.Select(OptionParser.Parse(args));
}
