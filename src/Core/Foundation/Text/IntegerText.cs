using System.Diagnostics;
using System.Numerics;

namespace MtcpRedis.Core.Text;

/// <summary>
/// Decimal text of 64-bit integers in the one canonical form Redis accepts wherever a command takes an integer
/// and wherever a string may be stored as an integer: no leading zeros, plus sign, spaces or negative zero.
/// </summary>
public static class IntegerText
{
    /// <summary>Bytes of the longest text: <c>-9223372036854775808</c> and <c>18446744073709551615</c> both have 20.</summary>
    public const int MaxLength = 20;

    /// <summary>10^0 to 10^19. An array: a span over constants costs an allocation per use in code that is not optimised yet.</summary>
    internal static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>Parses the canonical text of a signed 64-bit integer.</summary>
    /// <param name="text">Text of any length.</param>
    /// <param name="value">The value, or 0 when the text is not canonical or out of range.</param>
    /// <returns>Whether formatting <paramref name="value"/> would give back exactly <paramref name="text"/>.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > MaxLength)
        {
            return false;
        }

        var negative = text[0] == '-';
        var digits = negative ? text[1..] : text;
        if (digits.Length is 0 or > 19 || !TryReadDigits(digits, out var magnitude))
        {
            return false;
        }

        if (digits[0] == '0')
        {
            return text.Length == 1;
        }

        if (magnitude > (negative ? 1UL << 63 : long.MaxValue))
        {
            return false;
        }

        value = negative ? -(long)magnitude : (long)magnitude;
        return true;
    }

    /// <summary>
    /// Parses an unsigned 64-bit integer as Redis parses stream ids and scan cursors: like C's <c>strtoull</c>, thus
    /// leading white space, a plus sign and leading zeros are allowed, trailing bytes are not.
    /// </summary>
    /// <param name="text">Text of any length.</param>
    /// <param name="value">The value, or 0 when the text is refused.</param>
    /// <returns>False for empty text, other characters, a minus sign and values above 2^64 - 1.</returns>
    public static bool TryParseUnsigned(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        var digits = text.TrimStart(" \t\n\v\f\r"u8);
        if (!digits.IsEmpty && digits[0] == '+')
        {
            digits = digits[1..];
        }

        if (digits.IsEmpty)
        {
            return false;
        }

        digits = digits.TrimStart((byte)'0');
        if (digits.Length > 20)
        {
            return false;
        }

        if (digits.Length < 20)
        {
            return TryReadDigits(digits, out value);
        }

        if (!TryReadDigits(digits[..19], out var head) || !IsDigit(digits[19]))
        {
            return false;
        }

        var whole = ((UInt128)head * 10) + (uint)(digits[19] - '0');
        value = whole > ulong.MaxValue ? 0 : (ulong)whole;
        return whole <= ulong.MaxValue;
    }

    /// <summary>Writes the canonical decimal text of <paramref name="value"/>.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="destination">At least <see cref="Length(long)"/> bytes; <see cref="MaxLength"/> always suffice.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(long value, Span<byte> destination)
    {
        if (value >= 0)
        {
            return FormatUnsigned((ulong)value, destination);
        }

        destination[0] = (byte)'-';
        return 1 + FormatUnsigned((ulong)-value, destination[1..]);
    }

    /// <summary>Writes the canonical decimal text of an unsigned <paramref name="value"/>.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes, or as many as the number has digits.</param>
    /// <returns>Bytes written.</returns>
    public static int FormatUnsigned(ulong value, Span<byte> destination)
    {
        var length = DigitCount(value);
        Debug.Assert(destination.Length >= length);
        for (var at = length - 1; at > 0; at--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            destination[at] = (byte)('0' + digit);
        }

        destination[0] = (byte)('0' + value);
        return length;
    }

    /// <summary>Bytes <see cref="Format"/> writes for <paramref name="value"/>, 1 to <see cref="MaxLength"/>.</summary>
    /// <param name="value">Any value.</param>
    public static int Length(long value) => value >= 0 ? DigitCount((ulong)value) : 1 + DigitCount((ulong)-value);

    /// <summary>Decimal digits of <paramref name="value"/>, 1 to 20.</summary>
    /// <param name="value">Any value.</param>
    public static int DigitCount(ulong value)
    {
        // 1233 / 4096 approximates log10(2) closely enough for all 64 bit lengths; the table settles the border case.
        var estimate = ((BitOperations.Log2(value | 1) + 1) * 1233) >> 12;
        return estimate + (value >= PowersOfTen[estimate] || estimate == 0 ? 1 : 0);
    }

    internal static bool IsDigit(byte character) => (uint)(character - '0') <= 9;

    /// <summary>Reads up to 19 digits, which always fit; refuses any other character.</summary>
    internal static bool TryReadDigits(ReadOnlySpan<byte> digits, out ulong value)
    {
        Debug.Assert(digits.Length <= 19);
        value = 0;
        foreach (var character in digits)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
            {
                value = 0;
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }
}
