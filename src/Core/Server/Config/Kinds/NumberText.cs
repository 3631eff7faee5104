namespace MtcpRedis.Server.Config.Kinds;

/// <summary>Numbers as configuration writes them.</summary>
internal static class NumberText
{
    private static readonly (string Suffix, ulong Factor)[] s_units =
    [
        ("gb", 1UL << 30), ("mb", 1UL << 20), ("kb", 1UL << 10), ("g", 1_000_000_000), ("m", 1_000_000), ("k", 1000), ("b", 1), ("", 1),
    ];

    /// <summary>A decimal integer in its canonical form only: no plus sign, no blanks, no leading zeros.</summary>
    public static bool TryParseInteger(string text, out long value) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out value) && Format(value) == text;

    /// <summary>An octal number with an optional sign.</summary>
    public static bool TryParseOctal(string text, out long value)
    {
        value = 0;
        bool negative = text.StartsWith('-');
        string digits = negative ? text[1..] : text;
        if (digits.Length is 0 or > 20)
            return false;
        foreach (char c in digits)
        {
            if (c is < '0' or > '7')
                return false;
            value = (value * 8) + (c - '0');
        }

        value = negative ? -value : value;
        return true;
    }

    /// <summary>
    /// An amount of memory: digits and one of the units b, k, kb, m, mb, g, gb in any case (k = 1000, kb = 1024 ...). As in Redis, no
    /// digits mean zero, more than 64 bits saturate before the unit is applied, and the product wraps.
    /// </summary>
    public static bool TryParseMemory(string text, out ulong bytes)
    {
        int digits = 0;
        ulong number = 0;
        bool saturated = false;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
        {
            ulong next = unchecked((number * 10) + (ulong)(text[digits] - '0'));
            saturated |= number > (ulong.MaxValue - (ulong)(text[digits] - '0')) / 10;
            number = next;
        }

        foreach ((string suffix, ulong factor) in s_units)
        {
            if (!text.AsSpan(digits).Equals(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            bytes = unchecked((saturated ? ulong.MaxValue : number) * factor);
            return digits < 128;
        }

        bytes = 0;
        return false;
    }

    /// <summary>An amount of memory with the largest binary unit that divides it.</summary>
    public static string FormatMemory(ulong bytes)
    {
        foreach ((string suffix, ulong factor) in s_units.AsSpan(0, 3))
        {
            if (bytes != 0 && bytes % factor == 0)
                return Format(bytes / factor) + suffix;
        }

        return Format(bytes);
    }

    public static string Format(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Format(ulong value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
