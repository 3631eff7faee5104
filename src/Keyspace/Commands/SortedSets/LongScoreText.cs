using System.Diagnostics;
using System.Globalization;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>
/// Scores as ZSCAN gives them for large sorted sets, with 17 significant digits (0.1 is 0.10000000000000001): Redis formats
/// them as it does long doubles.
/// </summary>
internal static class LongScoreText
{
    /// <summary>Bytes that suffice for <see cref="Format"/>.</summary>
    public const int MaxLength = 32;

    private const int Digits = 17;
    private const int LowestFixedExponent = -4;

    /// <summary>Writes a score: 17 significant digits without trailing zeros, scientific below 1e-4 and from 1e17 on.</summary>
    /// <param name="score">Not NaN.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(double score, Span<byte> destination)
    {
        if (double.IsInfinity(score))
        {
            var word = score > 0 ? "inf"u8 : "-inf"u8;
            word.CopyTo(destination);
            return word.Length;
        }

        // Of the form d.ddddddddddddddddE+ddd.
        Span<byte> text = stackalloc byte[MaxLength];
        var formatted = Math.Abs(score).TryFormat(text, out var length, "E16", CultureInfo.InvariantCulture);
        Debug.Assert(formatted);
        var exponent = int.Parse(text[(Digits + 2)..length], CultureInfo.InvariantCulture);
        text[1] = text[0];
        var digits = text.Slice(1, Digits).TrimEnd((byte)'0');
        if (digits.IsEmpty)
        {
            digits = text.Slice(1, 1);
        }

        var at = 0;
        if (double.IsNegative(score))
        {
            destination[at++] = (byte)'-';
        }

        return at + (exponent is < LowestFixedExponent or >= Digits
            ? Scientific(digits, exponent, destination[at..])
            : Fixed(digits, exponent, destination[at..]));
    }

    private static int Scientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var at = Fixed(digits, 0, destination);
        destination[at++] = (byte)'e';
        destination[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(destination[at..], out var written, "D2", CultureInfo.InvariantCulture);
        return at + written;
    }

    private static int Fixed(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        if (exponent < 0)
        {
            "0."u8.CopyTo(destination);
            destination[2..(1 - exponent)].Fill((byte)'0');
            digits.CopyTo(destination[(1 - exponent)..]);
            return 1 - exponent + digits.Length;
        }

        var whole = exponent + 1;
        if (digits.Length <= whole)
        {
            digits.CopyTo(destination);
            destination[digits.Length..whole].Fill((byte)'0');
            return whole;
        }

        digits[..whole].CopyTo(destination);
        destination[whole] = (byte)'.';
        digits[whole..].CopyTo(destination[(whole + 1)..]);
        return digits.Length + 1;
    }
}
