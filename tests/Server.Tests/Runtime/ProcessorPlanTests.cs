using MtcpRedis.Server.Runtime;
using Xunit;

namespace MtcpRedis.Server.Tests.Runtime;

public sealed class ProcessorPlanTests
{
    [Fact]
    public void For_NotPinned_LeavesEverythingToTheScheduler()
    {
        ProcessorPlan plan = ProcessorPlan.For(2, pin: false, [0, 1, 2, 3]);
        Assert.Equal([null, null], plan.OfCore);
        Assert.False(plan.IsExclusive);
    }

    [Fact]
    public void For_FewerCoresThanProcessors_KeepsTheOthersOffThem()
    {
        ProcessorPlan plan = ProcessorPlan.For(2, pin: true, [1, 3, 6]);
        Assert.Equal([1, 3], plan.OfCore);
        Assert.Equal([6], plan.OfOthers);
        Assert.True(plan.IsExclusive);
    }

    [Fact]
    public void For_MoreCoresThanProcessors_SharesThemInTurn()
    {
        ProcessorPlan plan = ProcessorPlan.For(3, pin: true, [4, 5]);
        Assert.Equal([4, 5, 4], plan.OfCore);
        Assert.False(plan.IsExclusive);
    }
}
