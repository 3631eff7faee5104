using System.Text;
using MtcpRedis.Core.Text;
using Xunit;

namespace MtcpRedis.Core.Tests.Text;

public class LongDoubleTextTests
{
    [Fact]
    public void Sum_RecordedIncrByFloat_GivesTheSameText()
    {
        foreach (var fields in OracleFile.Read("incrbyfloat.txt"))
        {
            Assert.Equal(fields[2], Increment(fields[0], fields[1]));
        }
    }

    [Theory]
    [InlineData("0.000000000000000005", "0")]
    [InlineData("0.0000000000000000051", "0.00000000000000001")]
    [InlineData("-0.000000000000000004", "0")]
    [InlineData("-0", "0")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551617", "18446744073709551616")]
    [InlineData("0.1", "0.1")]
    [InlineData("3.0e0", "3")]
    [InlineData("0x1p-16445", "0")]
    public void Format_Value_HasSeventeenDecimalsWithoutTrailingZeros(string text, string expected) =>
        Assert.Equal(expected, Increment(text, "0"));

    [Theory]
    [InlineData("0x1p-16446")]
    [InlineData("1e-5000")]
    [InlineData("1e5000")]
    [InlineData("0x1p16384")]
    [InlineData("nan")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    public void TryParse_OutOfRangeOrNotANumber_IsRefused(string text) =>
        Assert.False(LongDoubleText.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void TryParse_LongestText_IsExactAndLongerIsRefused()
    {
        var text = "1." + new string('0', 5_116) + "1";
        Assert.Equal(LongDoubleText.MaxParseLength, text.Length);
        Assert.True(LongDoubleText.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(LongDouble.FromInteger(1), value);
        Assert.False(LongDoubleText.TryParse(Encoding.ASCII.GetBytes(text + "0"), out _));
    }

    [Fact]
    public void Format_LargestNumber_HasAllItsDigits()
    {
        Assert.True(LongDoubleText.TryParse("0x1.fffffffffffffffep16383"u8, out var value));
        var buffer = new byte[LongDoubleText.MaxLength];
        var text = Encoding.ASCII.GetString(buffer, 0, LongDoubleText.Format(value, buffer));
        var exact = ((System.Numerics.BigInteger.One << 64) - 1) << 16320;
        Assert.Equal(exact.ToString(), text);
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(-1.5)]
    [InlineData(13.361389338970184)]
    public void FromDouble_AnyValue_AgreesWithParsingItsExactDigits(double value)
    {
        var exact = Encoding.ASCII.GetBytes(value.ToString("E800", System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(LongDoubleText.TryParse(exact, out var parsed));
        Assert.Equal(parsed, LongDouble.FromDouble(value));
    }

    [Fact]
    public void Sum_OfOppositeInfinities_IsNotANumber()
    {
        var sum = LongDouble.FromDouble(double.PositiveInfinity) + LongDouble.FromDouble(double.NegativeInfinity);
        Assert.False(sum.IsFinite);
        Assert.False((sum + LongDouble.FromInteger(1)).IsFinite);
    }

    private static string Increment(string value, string by)
    {
        if (!LongDoubleText.TryParse(Encoding.ASCII.GetBytes(value), out var a)
            || !LongDoubleText.TryParse(Encoding.ASCII.GetBytes(by), out var b))
        {
            return "-ERR value is not a valid float";
        }

        var sum = a + b;
        if (!sum.IsFinite)
        {
            return "-ERR increment would produce NaN or Infinity";
        }

        var buffer = new byte[LongDoubleText.MaxLength];
        return Encoding.ASCII.GetString(buffer, 0, LongDoubleText.Format(sum, buffer));
    }
}
