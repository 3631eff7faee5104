using MtcpRedis.Core.Hashing;
using Xunit;

namespace MtcpRedis.Core.Tests.Hashing;

public sealed class FastRandomTests
{
    [Fact]
    public void FastRandom_SameSeed_GivesTheSameSequence()
    {
        var one = new FastRandom(42);
        var two = new FastRandom(42);
        var other = new FastRandom(43);
        ulong first = one.NextUInt64();
        Assert.Equal(first, two.NextUInt64());
        Assert.NotEqual(first, other.NextUInt64());
    }

    // The outputs of the published xoshiro256** for the state that SplitMix64 makes of seed 0 begin with this value.
    [Fact]
    public void FastRandom_SeedZero_StartsLikeThePublishedGenerator() =>
        Assert.Equal(0x99EC5F36CB75F2B4UL, new FastRandom(0).NextUInt64());

    [Fact]
    public void FastRandom_BoundedNumbers_AreInRangeAndEven()
    {
        var random = new FastRandom(7);
        var counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[random.Next(10)]++;
            Assert.InRange(random.NextDouble(), 0.0, 0.9999999999999999);
        }

        Assert.All(counts, c => Assert.InRange(c, 9_500, 10_500));
    }
}
