using System.Globalization;

namespace MtcpRedis.Conformance.Replies;

/// <summary>The two ways in which versions write a double: 17 significant digits (7.0) or the fewest that read back the same (7.2).</summary>
public static class DoubleText
{
    /// <summary>Whether the text is exactly what 7.0 writes for a finite double.</summary>
    public static bool IsSeventeenDigits(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && text == Seventeen(value);

    /// <summary>As C's <c>%.17g</c>: exponents below -4 and from 17 on, no zeros at the end.</summary>
    public static string Seventeen(double value)
    {
        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        var (digits, power) = Decimal(value.ToString("E16", CultureInfo.InvariantCulture));
        var body = power is < -4 or >= 17
            ? Mantissa(digits) + $"e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}"
            : Plain(digits, power);
        return (value < 0 ? "-" : "") + body;
    }

    /// <summary>As 7.2: whole numbers that a 64-bit integer surely holds as such, others with plain digits where at most six zeros
    /// follow or lead, the rest with an exponent without leading zeros.</summary>
    public static string Shortest(double value)
    {
        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        if (Math.Abs(value) <= long.MaxValue / 2 && value == Math.Truncate(value))
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        var (digits, power) = Decimal(value.ToString("E16", CultureInfo.InvariantCulture));
        digits = Decimal(value.ToString("R", CultureInfo.InvariantCulture)).Digits;
        var scale = power - digits.Length + 1;
        var plain = scale >= 0 ? Math.Abs(power) < digits.Length + 7 : scale > -7 || Math.Abs(power) < 4;
        var body = plain ? Plain(digits, power) : Mantissa(digits) + $"e{(power < 0 ? '-' : '+')}{Math.Abs(power)}";
        return (value < 0 ? "-" : "") + body;
    }

    private static string Mantissa(string digits) => digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];

    private static string Plain(string digits, int power)
    {
        if (power < 0)
        {
            return "0." + new string('0', -power - 1) + digits;
        }

        return digits.Length <= power + 1 ? digits.PadRight(power + 1, '0') : digits[..(power + 1)] + "." + digits[(power + 1)..];
    }

    /// <summary>The significant digits and, for texts with an exponent, the power of ten of the first.</summary>
    private static (string Digits, int Power) Decimal(string text)
    {
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? text : text[..exponent];
        var digits = new string([.. mantissa.Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        return (digits, exponent < 0 ? 0 : int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture));
    }
}
