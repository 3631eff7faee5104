namespace MtcpRedis.Core.Text;

/// <summary>
/// The syntax of C's <c>strtod</c> (C17 7.22.1.3, "C" locale) without its leading white space: sign, then decimal or
/// hexadecimal digits with point and exponent, or the words for infinity. Finds the parts, computes nothing.
/// </summary>
internal readonly ref struct FloatScan
{
    /// <summary>Exponents beyond this have long decided between zero and infinity; larger ones are cut to it.</summary>
    private const int ExponentLimit = 1 << 24;

    private FloatScan(FloatKind kind, bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int exponent)
    {
        Kind = kind;
        Negative = negative;
        Whole = whole;
        Fraction = fraction;
        Exponent = exponent;
    }

    internal FloatKind Kind { get; }

    internal bool Negative { get; }

    /// <summary>Digits before the point, without leading zeros.</summary>
    internal ReadOnlySpan<byte> Whole { get; }

    /// <summary>Digits after the point.</summary>
    internal ReadOnlySpan<byte> Fraction { get; }

    /// <summary>Written exponent: a power of ten for decimal, of two for hexadecimal text.</summary>
    internal int Exponent { get; }

    /// <summary>Whether all digits are zero.</summary>
    internal bool IsZero => Whole.IsEmpty && Fraction.IndexOfAnyExcept((byte)'0') < 0;

    internal static FloatScan Read(ReadOnlySpan<byte> text)
    {
        var negative = !text.IsEmpty && text[0] == '-';
        var rest = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        if (rest.IsEmpty)
        {
            return default;
        }

        if (!IntegerText.IsDigit(rest[0]) && rest[0] != '.')
        {
            return IsInfinity(rest) ? new FloatScan(FloatKind.Infinity, negative, default, default, 0) : default;
        }

        return rest.Length > 2 && rest[0] == '0' && (rest[1] | 0x20) == 'x'
            ? ReadNumber(FloatKind.Hexadecimal, negative, rest[2..])
            : ReadNumber(FloatKind.Decimal, negative, rest);
    }

    internal static int HexDigit(byte character)
    {
        if (IntegerText.IsDigit(character))
        {
            return character - '0';
        }

        var letter = (character | 0x20) - 'a';
        return (uint)letter < 6 ? letter + 10 : -1;
    }

    private static FloatScan ReadNumber(FloatKind kind, bool negative, ReadOnlySpan<byte> text)
    {
        var wholeLength = DigitRun(kind, text);
        var whole = text[..wholeLength];
        var rest = text[wholeLength..];
        ReadOnlySpan<byte> fraction = default;
        if (!rest.IsEmpty && rest[0] == '.')
        {
            var fractionLength = DigitRun(kind, rest[1..]);
            fraction = rest.Slice(1, fractionLength);
            rest = rest[(1 + fractionLength)..];
        }

        if (whole.Length + fraction.Length == 0 || !TryReadExponent(kind, rest, out var exponent))
        {
            return default;
        }

        return new FloatScan(kind, negative, whole.TrimStart((byte)'0'), fraction, exponent);
    }

    private static int DigitRun(FloatKind kind, ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length
            && (kind == FloatKind.Hexadecimal ? HexDigit(text[length]) >= 0 : IntegerText.IsDigit(text[length])))
        {
            length++;
        }

        return length;
    }

    private static bool TryReadExponent(FloatKind kind, ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if ((text[0] | 0x20) != (kind == FloatKind.Hexadecimal ? 'p' : 'e') || text.Length < 2)
        {
            return false;
        }

        var negative = text[1] == '-';
        var digits = negative || text[1] == '+' ? text[2..] : text[1..];
        foreach (var character in digits)
        {
            if (!IntegerText.IsDigit(character))
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + (character - '0'), ExponentLimit);
        }

        exponent = negative ? -exponent : exponent;
        return !digits.IsEmpty;
    }

    private static bool IsInfinity(ReadOnlySpan<byte> text) =>
        EqualsIgnoreCase(text, "inf"u8) || EqualsIgnoreCase(text, "infinity"u8);

    private static bool EqualsIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length != lower.Length)
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if ((text[at] | 0x20) != lower[at])
            {
                return false;
            }
        }

        return true;
    }
}
