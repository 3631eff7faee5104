using System.Diagnostics;
using System.Globalization;

namespace MtcpRedis.Core.Text;

/// <summary>Text of <see cref="double"/> values (sorted set scores and the like) as Redis reads and writes it.</summary>
public static class DoubleText
{
    /// <summary>Bytes that suffice for <see cref="Format"/>.</summary>
    public const int MaxLength = 32;

    /// <summary>Texts up to this length with a moderate exponent go to the runtime's own correctly rounding parser.</summary>
    private const int FastLength = 64;

    /// <summary>
    /// Parses a command argument: decimal, hexadecimal (0x) or infinite ("inf", "infinity" in any case, signed). Empty text,
    /// white space, trailing bytes and not-a-number are refused.
    /// </summary>
    /// <param name="text">Text of any length.</param>
    /// <param name="value">The nearest double.</param>
    /// <returns>False for anything else, and for numbers that would become infinite or, not being zero, zero.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        var scan = FloatScan.Read(text);
        value = Evaluate(scan, text);
        return scan.Kind == FloatKind.Infinity
            || (scan.Kind != FloatKind.Invalid && double.IsFinite(value) && (value != 0 || scan.IsZero));
    }

    /// <summary>
    /// Parses a bound of a score range, which Redis reads less strictly: leading white space is skipped, empty text is 0, numbers
    /// out of range become infinity or zero.
    /// </summary>
    /// <param name="text">The bound without its leading "(".</param>
    /// <param name="value">The nearest double.</param>
    /// <returns>False for trailing bytes and for not-a-number.</returns>
    public static bool TryParseBound(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        var trimmed = text.TrimStart(" \t\n\v\f\r"u8);
        var scan = FloatScan.Read(trimmed);
        value = Evaluate(scan, trimmed);
        return scan.Kind != FloatKind.Invalid;
    }

    /// <summary>
    /// Parses what SORT orders by: leading white space is skipped, empty text is 0, but numbers out of range are refused.
    /// </summary>
    /// <param name="text">Text of any length.</param>
    /// <param name="value">The nearest double.</param>
    /// <returns>False for trailing bytes, not-a-number and numbers that would become infinite or, not being zero, zero.</returns>
    public static bool TryParseSortWeight(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return text.IsEmpty || TryParse(text.TrimStart(" \t\n\v\f\r"u8), out value);
    }

    /// <summary>
    /// Writes a value as Redis 7.2 replies it: whole numbers up to 2^62 as integers, others with the fewest digits that read
    /// back to the same value; "inf", "-inf", "nan", "-0".
    /// </summary>
    /// <param name="value">Any value.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(double value, Span<byte> destination)
    {
        Debug.Assert(destination.Length >= MaxLength);
        if (TryGetInteger(value, out var integer) && (value != 0 || !double.IsNegative(value)))
        {
            return IntegerText.Format(integer, destination);
        }

        if (double.IsFinite(value) && value != 0)
        {
            return FormatShortest(value, destination);
        }

        var word = double.IsNaN(value) ? "nan"u8 : value == 0 ? "-0"u8 : value > 0 ? "inf"u8 : "-inf"u8;
        word.CopyTo(destination);
        return word.Length;
    }

    /// <summary>
    /// Writes a value with a fixed number of decimals, ties to even (GEODIST and the distances of GEOSEARCH use four).
    /// </summary>
    /// <param name="value">A value whose product with 10^<paramref name="decimals"/> fits 64 bits.</param>
    /// <param name="decimals">1 to 17.</param>
    /// <param name="destination">At least 24 bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int FormatFixed(double value, int decimals, Span<byte> destination)
    {
        Debug.Assert(decimals is >= 1 and <= 17);
        var unit = IntegerText.PowersOfTen[decimals];
        var units = (long)Math.Round(value * unit, MidpointRounding.ToEven);
        var length = 0;
        if (units < 0)
        {
            destination[length++] = (byte)'-';
        }

        var (whole, fraction) = Math.DivRem(units < 0 ? (ulong)-units : (ulong)units, unit);
        length += IntegerText.FormatUnsigned(whole, destination[length..]);
        destination[length++] = (byte)'.';
        for (var at = decimals - 1; at >= 0; at--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            destination[length + at] = (byte)('0' + digit);
        }

        return length + decimals;
    }

    /// <summary>Whether a value is whole and within ±2^62, the range in which Redis treats scores as integers.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="integer">The integer, 0 also for negative zero.</param>
    public static bool TryGetInteger(double value, out long integer)
    {
        const double Limit = 1L << 62;
        integer = value is >= -Limit and <= Limit ? (long)value : 0;
        return integer == value;
    }

    private static double Evaluate(in FloatScan scan, ReadOnlySpan<byte> text)
    {
        if (scan.Kind == FloatKind.Invalid)
        {
            return 0;
        }

        double magnitude;
        if (scan.Kind == FloatKind.Infinity)
        {
            magnitude = double.PositiveInfinity;
        }
        else if (scan.Kind == FloatKind.Decimal && text.Length <= FastLength && Math.Abs(scan.Exponent) < 1000)
        {
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        else
        {
            magnitude = FloatValue.Read(scan).ToDouble();
        }

        return scan.Negative ? -magnitude : magnitude;
    }

    /// <summary>Digits from the runtime's shortest conversion, laid out in Redis' way.</summary>
    private static int FormatShortest(double value, Span<byte> destination)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        var formatted = Math.Abs(value).TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        Debug.Assert(formatted);
        var count = ReduceToDigits(digits[..length], out var exponent);
        var start = value < 0 ? 1 : 0;
        destination[0] = (byte)'-';
        return start + ShortestLayout.Write(digits[..count], exponent, destination[start..]);
    }

    /// <summary>Turns text like 1.25E-07 into its digits (in place) and the power of ten of the last one.</summary>
    private static int ReduceToDigits(Span<byte> text, out int exponent)
    {
        var scan = FloatScan.Read(text);
        exponent = scan.Exponent - scan.Fraction.Length;
        var fraction = scan.Whole.IsEmpty ? scan.Fraction.TrimStart((byte)'0') : scan.Fraction;
        var count = scan.Whole.Length + fraction.Length;
        var whole = scan.Whole.Length;
        scan.Whole.CopyTo(text);
        fraction.CopyTo(text[whole..]);
        for (; text[count - 1] == '0'; count--)
        {
            exponent++;
        }

        return count;
    }
}
