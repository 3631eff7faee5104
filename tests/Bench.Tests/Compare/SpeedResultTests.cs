using MtcpRedis.Compare.Options;
using MtcpRedis.Compare.Speed;
using Xunit;

namespace MtcpRedis.Bench.Tests.Compare;

public sealed class SpeedResultTests
{
    private static readonly SpeedCell s_cell = new("get-64", "GET", 64, 0.40, ["GET", "k"], (_, _) => { });

    [Fact]
    public void Median_OddAndEvenCounts_AreTakenPerFigure()
    {
        SpeedSample[] samples = [new(3, 10, 1, 9), new(1, 30, 2, 8), new(2, 20, 3, 7)];

        Assert.Equal(new SpeedSample(2, 20, 2, 8), SpeedSample.Median(samples));
        Assert.Equal(new SpeedSample(2, 20, 1.5, 8.5), SpeedSample.Median(samples[..2]));
    }

    [Theory]
    [InlineData(0.40, 1.00, true)]
    [InlineData(0.40, 1.05, true)]
    [InlineData(0.41, 0.50, false)]
    [InlineData(0.30, 1.06, false)]
    public void Passes_NeedsCpuAndLatency(double cpu, double p99, bool passes)
    {
        var result = new SpeedResult(s_cell, new SpeedSample(cpu, 200, 1, p99), new SpeedSample(1, 100, 1, 1), null);

        Assert.Equal(passes, result.Passes);
        Assert.Equal(2, result.RateRatio);
    }

    [Fact]
    public void Catalog_HasEveryPromisedCellWithItsLimit()
    {
        var cells = new SpeedCatalog(new ComparisonOptions()).Cells;

        Assert.Equal(21, cells.Count);
        Assert.Equal(cells.Count, cells.Select(c => c.Name).Distinct().Count());
        Assert.All(cells.Where(c => c.Title is "GET" or "SET"), c => Assert.Equal(c.Pipeline switch { 1 => 0.95, 16 => 0.60, _ => 0.40 }, c.Limit));
        Assert.All(cells.Where(c => c.Title is not ("GET" or "SET")), c => Assert.Equal((16, 0.60), (c.Pipeline, c.Limit)));
    }
}
