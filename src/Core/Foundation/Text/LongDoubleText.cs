using System.Runtime.CompilerServices;

namespace MtcpRedis.Core.Text;

/// <summary>
/// Text of <see cref="LongDouble"/> as INCRBYFLOAT, HINCRBYFLOAT and GEOPOS read and write it: C's <c>strtold</c> in, and
/// <c>%.17Lf</c> without trailing zeros out.
/// </summary>
public static class LongDoubleText
{
    /// <summary>Bytes of the longest text written: sign, 4933 digits.</summary>
    public const int MaxLength = 4_960;

    /// <summary>Longer texts are refused unread, as Redis does.</summary>
    public const int MaxParseLength = (5 * 1024) - 1;

    private const int FractionDigits = 17;
    private const ulong FractionUnit = 100_000_000_000_000_000;

    /// <summary>Parses decimal, hexadecimal (0x) and infinite values; surrounding space and not-a-number are refused.</summary>
    /// <param name="text">Text of any length.</param>
    /// <param name="value">The nearest 80-bit number.</param>
    /// <returns>False for anything else, and for numbers too large or too small to be represented.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out LongDouble value)
    {
        value = LongDouble.Zero;
        if (text.Length > MaxParseLength)
        {
            return false;
        }

        var scan = FloatScan.Read(text);
        switch (scan.Kind)
        {
            case FloatKind.Invalid:
                return false;
            case FloatKind.Infinity:
                value = LongDouble.Infinity(scan.Negative);
                return true;
            default:
                value = LongDouble.Round(scan.Negative, FloatValue.Read(scan));
                return value.IsFinite && (value.Mantissa != 0 || scan.IsZero);
        }
    }

    /// <summary>Writes with 17 decimals, ties to even, then cuts trailing zeros and the point; never "-0".</summary>
    /// <param name="value">A finite value.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes, or 64 for values below 2^64.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite; callers answer that case before.</exception>
    public static int Format(LongDouble value, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(value.IsFinite, false, nameof(value));
        ulong fraction = 0;
        var whole = UInt128.Zero;
        if (value.Exponent < 0)
        {
            (whole, fraction) = SplitFraction(value);
        }

        var start = value.IsNegative && (value.Exponent >= 0 || whole != 0 || fraction != 0) ? 1 : 0;
        if (start == 1)
        {
            destination[0] = (byte)'-';
        }

        if (value.Exponent > 0)
        {
            return start + FormatLarge(value, destination[start..]);
        }

        var integer = value.Exponent == 0 ? value.Mantissa : (ulong)whole;
        var length = start + IntegerText.FormatUnsigned(integer, destination[start..]);
        return fraction == 0 ? length : length + FormatFraction(fraction, destination[length..]);
    }

    /// <summary>The value in units of 10^-17, rounded, as whole and fractional part.</summary>
    private static (UInt128 Whole, ulong Fraction) SplitFraction(LongDouble value)
    {
        // The mantissa has 64 bits and the unit 57, so the product is exact in 121.
        var scaled = WideFloat.Create((UInt128)value.Mantissa * FractionUnit, value.Exponent);
        var shift = -scaled.Exponent;
        if (scaled.Significand == 0 || shift > 128)
        {
            return default;
        }

        var units = shift == 128 ? 0 : scaled.Significand >> shift;
        var dropped = shift == 128 ? scaled.Significand : scaled.Significand & ((UInt128.One << shift) - 1);
        var half = UInt128.One << (shift - 1);
        if (dropped > half || (dropped == half && (units & 1) != 0))
        {
            units++;
        }

        var (whole, fraction) = UInt128.DivRem(units, FractionUnit);
        return (whole, (ulong)fraction);
    }

    private static int FormatFraction(ulong fraction, Span<byte> destination)
    {
        var digits = FractionDigits;
        for (; fraction % 10 == 0; fraction /= 10)
        {
            digits--;
        }

        destination[0] = (byte)'.';
        for (var at = digits; at > 0; at--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            destination[at] = (byte)('0' + digit);
        }

        return digits + 1;
    }

    [SkipLocalsInit]
    private static int FormatLarge(LongDouble value, Span<byte> destination)
    {
        Span<uint> memory = stackalloc uint[((LongDouble.HighestExponent + 64) / 32) + 2];
        var number = new BigNatural(memory, value.Mantissa);
        number.ShiftLeft(value.Exponent);

        // Groups of nine digits come out lowest first: write them from the right end of a scratch and copy once.
        Span<byte> scratch = stackalloc byte[MaxLength];
        var at = scratch.Length;
        while (!number.IsZero)
        {
            var group = number.DivideBy(1_000_000_000);
            for (var digit = 0; digit < 9 && (group != 0 || !number.IsZero); digit++, group /= 10)
            {
                scratch[--at] = (byte)('0' + (group % 10));
            }
        }

        scratch[at..].CopyTo(destination);
        return scratch.Length - at;
    }
}
