namespace MtcpRedis.Core.Text;

/// <summary>
/// The layout Redis 7.2 gives to the shortest digits of a double: plain up to seven added zeros, with a point for up to six
/// decimals or for magnitudes from 10^-3 to below 10^4, else with an exponent that has a sign and no padding.
/// </summary>
internal static class ShortestLayout
{
    private const int MaxAddedZeros = 7;

    /// <summary>Writes digits * 10^exponent.</summary>
    /// <param name="digits">Without leading and trailing zeros.</param>
    /// <param name="exponent">Power of ten of the last digit.</param>
    /// <param name="destination">At least 26 bytes.</param>
    /// <returns>Bytes written.</returns>
    internal static int Write(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var leading = exponent + digits.Length - 1;
        if (exponent >= 0 && Math.Abs(leading) < digits.Length + MaxAddedZeros)
        {
            digits.CopyTo(destination);
            destination.Slice(digits.Length, exponent).Fill((byte)'0');
            return digits.Length + exponent;
        }

        if (exponent < 0 && (exponent > -MaxAddedZeros || Math.Abs(leading) < 4))
        {
            return WritePoint(digits, digits.Length + exponent, destination);
        }

        return WriteScientific(digits, leading, destination);
    }

    private static int WritePoint(ReadOnlySpan<byte> digits, int wholeDigits, Span<byte> destination)
    {
        if (wholeDigits > 0)
        {
            digits[..wholeDigits].CopyTo(destination);
            destination[wholeDigits] = (byte)'.';
            digits[wholeDigits..].CopyTo(destination[(wholeDigits + 1)..]);
            return digits.Length + 1;
        }

        "0."u8.CopyTo(destination);
        destination.Slice(2, -wholeDigits).Fill((byte)'0');
        digits.CopyTo(destination[(2 - wholeDigits)..]);
        return 2 - wholeDigits + digits.Length;
    }

    private static int WriteScientific(ReadOnlySpan<byte> digits, int leading, Span<byte> destination)
    {
        var length = 0;
        destination[length++] = digits[0];
        if (digits.Length > 1)
        {
            destination[length++] = (byte)'.';
            digits[1..].CopyTo(destination[length..]);
            length += digits.Length - 1;
        }

        destination[length++] = (byte)'e';
        destination[length++] = (byte)(leading < 0 ? '-' : '+');
        return length + IntegerText.Format(Math.Abs(leading), destination[length..]);
    }
}
