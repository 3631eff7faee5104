using MtcpRedis.Compare.Options;
using Xunit;

namespace MtcpRedis.Bench.Tests.Compare;

public sealed class ComparisonOptionParserTests
{
    [Fact]
    public void Parse_OptionsAfterQuick_OverrideIt()
    {
        var options = ComparisonOptionParser.Parse(["--quick", "--rounds", "7", "--generator", "redis-benchmark", "--garnet", "/opt/garnet-server", "--docs"]);

        Assert.Equal((7, 0.5, 10), (options.Rounds, options.Seconds, options.Shrink));
        Assert.False(options.OwnGenerator);
        Assert.Equal(("/opt/garnet-server", "docs/benchmarks.md"), (options.Garnet, options.Document));
    }

    [Theory]
    [InlineData("", true, true, true)]
    [InlineData("speed", true, true, false)]
    [InlineData("speed:get-64", true, false, false)]
    [InlineData("memory", false, false, true)]
    public void Wants_FollowsOnly(string only, bool get64, bool set64, bool memory)
    {
        var options = ComparisonOptionParser.Parse(only.Length == 0 ? [] : ["--only", only]);

        Assert.Equal(get64, options.Wants("speed") && options.Wants("speed", "get-64"));
        Assert.Equal(set64, options.Wants("speed", "set-64"));
        Assert.Equal(memory, options.Wants("memory") && options.Wants("memory", "hash"));
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--rounds")]
    [InlineData("--rounds 0")]
    [InlineData("--seconds x")]
    [InlineData("--generator memtier")]
    public void Parse_WrongArguments_AreRefused(string line) =>
        Assert.Throws<ArgumentException>(() => ComparisonOptionParser.Parse(line.Split(' ')));
}
