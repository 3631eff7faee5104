using System.Globalization;

namespace MtcpRedis.Conformance.Replies;

/// <summary>The two ways in which versions write a double: 17 significant digits (7.0) and the fewest that read back the same (7.2).</summary>
public static class DoubleText
{
    /// <summary>Whether the text is what 7.0 writes for some double that is no small integer.</summary>
    public static bool IsSeventeenDigits(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value)
        && text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0
        && !text.Contains('\0', StringComparison.Ordinal)
        && !(text.Contains('.', StringComparison.Ordinal) && text.Split('e')[0].EndsWith('0'))
        && Digits(value.ToString("E16", CultureInfo.InvariantCulture)) == Digits(text);

    /// <summary>The shortest form: plain digits while at most six zeros follow, exponents without leading zeros otherwise.</summary>
    public static string Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var round = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = Digits(round);
        var power = int.Parse(text[(text.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        var scale = power - digits.Length + 1;
        return (value < 0 ? "-" : "") + Place(digits, power, scale);
    }

    private static string Place(string digits, int power, int scale)
    {
        if (scale >= 0 && Math.Abs(power) < digits.Length + 7)
        {
            return digits + new string('0', scale);
        }

        if (scale < 0 && (scale > -7 || Math.Abs(power) < 4))
        {
            return power < 0 ? "0." + new string('0', -power - 1) + digits : digits[..(power + 1)] + "." + digits[(power + 1)..];
        }

        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        return $"{mantissa}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}";
    }

    /// <summary>The significant digits, without sign, point, exponent, leading and trailing zeros.</summary>
    private static string Digits(string text)
    {
        var exponent = text.IndexOfAny(['e', 'E']);
        var mantissa = exponent < 0 ? text : text[..exponent];
        return new string([.. mantissa.Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
    }
}
