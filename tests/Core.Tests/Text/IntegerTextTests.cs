using System.Globalization;
using System.Text;
using MtcpRedis.Core.Text;
using Xunit;

namespace MtcpRedis.Core.Tests.Text;

public class IntegerTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1", -1)]
    [InlineData("10", 10)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void TryParse_CanonicalText_IsAccepted(string text, long expected)
    {
        Assert.True(IntegerText.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1a")]
    [InlineData("1.0")]
    [InlineData("--1")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("10000000000000000000")]
    [InlineData("99999999999999999999")]
    [InlineData("123456789012345678901")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.False(IntegerText.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(0, value);
    }

    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("9223372036854775808", 1UL << 63)]
    [InlineData("007", 7UL)]
    [InlineData(" +5", 5UL)]
    [InlineData("000000000000000000000000000001", 1UL)]
    public void TryParseUnsigned_FormsOfStrtoull_AreAccepted(string text, ulong expected)
    {
        Assert.True(IntegerText.TryParseUnsigned(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("-1")]
    [InlineData("5 ")]
    [InlineData("18446744073709551616")]
    [InlineData("1844674407370955161x")]
    [InlineData("184467440737095516150")]
    public void TryParseUnsigned_AnythingElse_IsRefused(string text) =>
        Assert.False(IntegerText.TryParseUnsigned(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Format_AllMagnitudes_AgreeWithTheRuntimeAndParseBack()
    {
        Span<byte> buffer = stackalloc byte[IntegerText.MaxLength];
        for (var bit = 0; bit < 64; bit++)
        {
            for (var offset = -2; offset <= 2; offset++)
            {
                var value = unchecked((1L << bit) + offset);
                Check(value, buffer);
                Check(unchecked(-value), buffer);
            }
        }

        for (long power = 1, round = 0; round < 19; round++, power = unchecked(power * 10))
        {
            Check(power, buffer);
            Check(power - 1, buffer);
            Check(-power, buffer);
        }
    }

    private static void Check(long value, Span<byte> buffer)
    {
        var text = buffer[..IntegerText.Format(value, buffer)];
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(text));
        Assert.Equal(text.Length, IntegerText.Length(value));
        Assert.True(IntegerText.TryParse(text, out var back));
        Assert.Equal(value, back);
        var unsigned = buffer[..IntegerText.FormatUnsigned((ulong)value, buffer)];
        Assert.Equal(((ulong)value).ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(unsigned));
        Assert.True(IntegerText.TryParseUnsigned(unsigned, out var unsignedBack));
        Assert.Equal((ulong)value, unsignedBack);
    }
}
