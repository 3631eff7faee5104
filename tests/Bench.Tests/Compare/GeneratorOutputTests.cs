using MtcpRedis.Compare.Load;
using Xunit;

namespace MtcpRedis.Bench.Tests.Compare;

public sealed class GeneratorOutputTests
{
    private const string Header =
        "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\",\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";

    [Fact]
    public void Parse_RedisBenchmark_TakesTheFigures()
    {
        var result = Generator.Parse(Header + "\"GET key:__rand_int__\",\"28571.43\",\"0.051\",\"0.024\",\"0.047\",\"0.095\",\"0.143\",\"0.479\"\n");

        Assert.Equal(new LoadResult(28571.43, 0.047, 0.143), result);
    }

    [Fact]
    public void Parse_TitleWithCommasAndQuotes_CountsColumnsFromTheEnd()
    {
        var result = Generator.Parse(Header + "\"SET k \",\" x\",\"10.00\",\"1.000\",\"2.000\",\"3.000\",\"4.000\",\"5.000\",\"6.000\"\n");

        Assert.Equal(new LoadResult(10, 3, 5), result);
    }

    [Fact]
    public void Parse_SeveralTests_TakesTheLast()
    {
        var line = "\"A\",\"1.00\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\"\n";

        Assert.Equal(7, Generator.Parse(Header + line + line.Replace("1.00", "7.00", StringComparison.Ordinal)).Rate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Could not connect to Redis at 127.0.0.1:1: Connection refused\n")]
    [InlineData(Header)]
    public void Parse_NoResults_Throws(string output) => Assert.Throws<InvalidOperationException>(() => Generator.Parse(output));
}
