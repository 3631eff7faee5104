using System.Globalization;
using System.Text;
using MtcpRedis.Bench.Workloads;
using Xunit;

namespace MtcpRedis.Bench.Tests.Workloads;

public sealed class RandomNumbersTests
{
    [Fact]
    public unsafe void WriteNext_TwelveDigits_AreTheNumber()
    {
        var written = new RandomNumbers(3, 999_999_999_999);
        var drawn = new RandomNumbers(3, 999_999_999_999);
        var digits = new byte[RandomNumbers.Width];
        for (var i = 0; i < 1_000; i++)
        {
            fixed (byte* start = digits)
            {
                written.WriteNext(start);
            }

            Assert.Equal(drawn.Next().ToString("D12", CultureInfo.InvariantCulture), Encoding.ASCII.GetString(digits));
        }
    }

    [Fact]
    public void Next_SmallSpace_CoversItEvenly()
    {
        var numbers = new RandomNumbers(11, 10);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[numbers.Next()]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_500, 10_500));
    }

    [Fact]
    public void Next_EqualSeeds_DrawEqualNumbers()
    {
        var (a, b, c) = (new RandomNumbers(5, 1_000_000), new RandomNumbers(5, 1_000_000), new RandomNumbers(6, 1_000_000));
        var (x, y, z) = (Draw(ref a), Draw(ref b), Draw(ref c));

        Assert.Equal(x, y);
        Assert.NotEqual(x, z);

        static List<long> Draw(ref RandomNumbers numbers)
        {
            var drawn = new List<long>();
            for (var i = 0; i < 50; i++)
            {
                drawn.Add(numbers.Next());
            }

            return drawn;
        }
    }
}
