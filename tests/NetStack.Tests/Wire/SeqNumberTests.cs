using MtcpRedis.NetStack.Wire;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Wire;

public class SeqNumberTests
{
    [Theory]
    [InlineData(1u, 2u)]
    [InlineData(0xFFFFFFFFu, 0u)]
    [InlineData(0xFFFFFF00u, 0x100u)]
    [InlineData(0x7FFFFFFFu, 0x80000000u)]
    public void Compare_NumbersWithinHalfTheCircle_FollowsTheWrap(uint earlier, uint later)
    {
        var (a, b) = (new SeqNumber(earlier), new SeqNumber(later));
        Assert.True(a < b && b > a && a <= b && b >= a && a != b);
        Assert.False(b < a || a > b || a >= b);
        Assert.Equal(unchecked((int)(later - earlier)), b - a);
        Assert.Equal(b, a + (b - a));
        Assert.Equal(b, SeqNumber.Max(a, b));
        Assert.Equal(a, SeqNumber.Min(a, b));
    }

    [Fact]
    public void IsIn_RangeAcrossTheWrap_IncludesStartAndExcludesEnd()
    {
        var (start, end) = (new SeqNumber(0xFFFFFFFE), new SeqNumber(2));
        Assert.True(start.IsIn(start, end) && new SeqNumber(0).IsIn(start, end) && new SeqNumber(1).IsIn(start, end));
        Assert.False(end.IsIn(start, end) || new SeqNumber(0xFFFFFFFD).IsIn(start, end) || start.IsIn(start, start));
    }
}
