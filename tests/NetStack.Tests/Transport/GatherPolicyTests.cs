using MtcpRedis.NetStack.Transport.Kernel;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>When arrivals are left to gather; a window is a millisecond.</summary>
public sealed class GatherPolicyTests
{
    private const long Longest = 100_000;
    private const long Window = 1_000_000;

    [Fact]
    public void Wait_ManyConnectionsTrickleIn_WaitsTheLongest()
    {
        GatherPolicy policy = After(arrivals: 55, active: 40, Longest);
        Assert.Equal(Longest, policy.Wait(3, Window));
    }

    [Fact]
    public void Wait_HighRate_WaitsForEnough()
    {
        GatherPolicy policy = After(arrivals: 400, active: 100, Longest);
        Assert.Equal(Window * GatherPolicy.Enough / 400, policy.Wait(1, Window));
    }

    [Theory]
    [InlineData(29, 29)] // fewer than three in the longest wait
    [InlineData(0, 0)]
    [InlineData(60, 23)] // six are expected, and twenty-four would have to be active
    [InlineData(25, 1)]
    public void Wait_NothingToGainOrTooFewConnections_DoesNotWait(int arrivals, int active)
    {
        GatherPolicy policy = After(arrivals, active, Longest);
        Assert.Equal(0, policy.Wait(1, Window));
    }

    [Theory]
    [InlineData(0)] // the last look found nothing: the load is over
    [InlineData(GatherPolicy.Enough)] // they gather by themselves
    [InlineData(500)]
    public void Wait_LastLookFoundNothingOrEnough_DoesNotWait(int lastArrivals)
    {
        GatherPolicy policy = After(arrivals: 55, active: 40, Longest);
        Assert.Equal(0, policy.Wait(lastArrivals, Window));
    }

    [Fact]
    public void Wait_SwitchedOff_NeverWaits()
    {
        GatherPolicy policy = After(arrivals: 400, active: 100, longest: 0);
        Assert.Equal(0, policy.Wait(1, Window));
    }

    [Fact]
    public void Wait_LoadEnds_ForgetsItWithinAWindow()
    {
        GatherPolicy policy = After(arrivals: 55, active: 40, Longest);
        Assert.Equal(Longest, policy.Wait(1, Window));
        Assert.Equal(Longest, policy.Wait(1, Window + Window - 1));
        Assert.Equal(0, policy.Wait(1, Window + Window));
    }

    [Fact]
    public void Window_NextMillisecond_Counts()
    {
        GatherPolicy policy = After(arrivals: 1, active: 1, Longest);
        uint before = policy.Window;
        policy.Wait(1, Window - 1);
        Assert.Equal(before, policy.Window);
        policy.Wait(1, Window);
        Assert.Equal(before + 1, policy.Window);
    }

    private static GatherPolicy After(int arrivals, int active, long longest)
    {
        var policy = new GatherPolicy(longest);
        for (int i = 0; i < arrivals; i++)
            policy.Arrived(isNewlyActive: i < active);
        return policy;
    }
}
