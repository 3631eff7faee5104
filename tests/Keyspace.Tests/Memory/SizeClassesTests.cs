using MtcpRedis.Keyspace.Memory;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Memory;

public sealed class SizeClassesTests
{
    [Fact]
    public void SizeClasses_EveryRequest_GetsTheSmallestClassThatHoldsIt()
    {
        for (int size = 0; size <= SizeClasses.MaxSmall; size++)
        {
            int index = SizeClasses.IndexOf(size);
            Assert.True(SizeClasses.SizeOf(index) >= size);
            Assert.True(index == 0 || SizeClasses.SizeOf(index - 1) < size);
        }
    }

    [Fact]
    public void SizeClasses_Steps_KeepRoundingSmall()
    {
        Assert.Equal(32 * 1024, SizeClasses.SizeOf(SizeClasses.Count - 1));
        for (int i = 1; i < SizeClasses.Count; i++)
        {
            int previous = SizeClasses.SizeOf(i - 1);
            int step = SizeClasses.SizeOf(i) - previous;
            int allowed = previous < 128 ? 8 : previous < 1024 ? previous / 8 : previous / 16;
            Assert.InRange(step, 1, allowed);
        }
    }

    [Fact]
    public void SizeClasses_Runs_LeaveLessThanTwoPercentAtTheirEnd()
    {
        for (int i = 0; i < SizeClasses.Count; i++)
        {
            long run = (long)SizeClasses.RunPagesOf(i) * Segment.PageSize;
            double waste = (double)(run % SizeClasses.SizeOf(i)) / run;
            Assert.True(waste < 0.02, $"class {SizeClasses.SizeOf(i)} leaves {waste:P1} of {SizeClasses.RunPagesOf(i)} pages");
        }
    }

    [Fact]
    public void SizeClasses_PageWithHeader_IsAClass() =>
        Assert.Equal(8192 + 32, SizeClasses.SizeOf(SizeClasses.IndexOf(8192 + 1)));
}
