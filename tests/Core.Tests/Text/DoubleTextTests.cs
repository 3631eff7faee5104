using System.Globalization;
using System.Text;
using MtcpRedis.Core.Text;
using Xunit;

namespace MtcpRedis.Core.Tests.Text;

public class DoubleTextTests
{
    [Fact]
    public void TryParse_RecordedScores_GiveTheSameDouble()
    {
        foreach (var fields in OracleFile.Read("zscore.txt"))
        {
            var accepted = DoubleText.TryParse(Encoding.ASCII.GetBytes(fields[0]), out var value);
            Assert.Equal(fields[1][0] == '-' && fields[1][1] == 'E' ? null : FromC(fields[1]), accepted ? value : null);
        }
    }

    // Redis 7.2 layout: integers up to 2^62 in full, else shortest digits; 7.0.15 printed %.17g.
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(3.0, "3")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e300, "1e+300")]
    [InlineData(123456789012345680d, "123456789012345680")]
    [InlineData(4611686018427387904d, "4611686018427387904")]
    [InlineData(9223372036854775808d, "9223372036854776000")]
    [InlineData(1e19, "1e+19")]
    [InlineData(1.5e19, "1.5e+19")]
    [InlineData(12345.678901234, "1.2345678901234e+4")]
    [InlineData(1700000000.123, "1700000000.123")]
    [InlineData(3.141592653589793, "3.141592653589793")]
    [InlineData(0.000012, "0.000012")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.25e-107, "1.25e-107")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void Format_Value_HasTheLayoutOfRedis(double value, string expected) => Assert.Equal(expected, Format(value));

    [Fact]
    public void Format_RandomBits_ReadBackToTheSameValue()
    {
        var random = new Random(20240117);
        for (var round = 0; round < 20_000; round++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var text = Format(value);
                Assert.True(text.Length <= DoubleText.MaxLength);
                Assert.True(DoubleText.TryParse(Encoding.ASCII.GetBytes(text), out var back));
                Assert.Equal(value, back);
            }
        }
    }

    [Fact]
    public void TryParse_ExactTies_RoundToEvenAlsoOnTheLongPath()
    {
        // 2^53 + 1 lies between two doubles; digits far behind the point break the tie upwards.
        var tie = "9007199254740993." + new string('0', 6_000);
        Assert.True(DoubleText.TryParse(Encoding.ASCII.GetBytes(tie), out var even));
        Assert.True(DoubleText.TryParse(Encoding.ASCII.GetBytes(tie + "1"), out var up));
        Assert.Equal(9007199254740992d, even);
        Assert.Equal(9007199254740994d, up);
    }

    [Theory]
    [InlineData("", 0d)]
    [InlineData("  1.5", 1.5)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-400", 0d)]
    [InlineData("-inf", double.NegativeInfinity)]
    public void TryParseBound_LooseForms_AreAccepted(string text, double expected)
    {
        Assert.True(DoubleText.TryParseBound(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1 ")]
    [InlineData("nan")]
    [InlineData("(1")]
    public void TryParseBound_OtherCharacters_AreRefused(string text) =>
        Assert.False(DoubleText.TryParseBound(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData(166274.15156960033, 4, "166274.1516")]
    [InlineData(0.0, 4, "0.0000")]
    [InlineData(-0.00001, 4, "0.0000")]
    [InlineData(-1.5, 1, "-1.5")]
    [InlineData(0.03125, 4, "0.0312")]
    public void FormatFixed_Value_KeepsItsDecimals(double value, int decimals, string expected)
    {
        var buffer = new byte[32];
        Assert.Equal(expected, Encoding.ASCII.GetString(buffer, 0, DoubleText.FormatFixed(value, decimals, buffer)));
    }

    private static double? FromC(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Format(double value)
    {
        var buffer = new byte[DoubleText.MaxLength];
        return Encoding.ASCII.GetString(buffer, 0, DoubleText.Format(value, buffer));
    }
}
