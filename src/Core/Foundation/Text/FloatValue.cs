using System.Runtime.CompilerServices;

namespace MtcpRedis.Core.Text;

/// <summary>
/// The exact value of scanned digits, correct to the last bit whatever their number: a fast path for what fits in
/// machine words, natural numbers on the stack for the rest.
/// </summary>
internal static class FloatValue
{
    /// <summary>
    /// Significant decimal digits that are looked at. The longest decision between two neighbouring 80-bit numbers needs
    /// about 11 500, but Redis refuses such texts above 5 KiB; further digits can only break a tie, which one bit does.
    /// </summary>
    private const int DigitLimit = 5_200;

    /// <summary>Decimal exponents of the leading digit outside of ± this are zero or infinity in every format.</summary>
    private const int MagnitudeLimit = 5_000;

    /// <summary>Bits of 10^(DigitLimit + MagnitudeLimit), in limbs, with room for a shift.</summary>
    private const int Limbs = 1_080;

    /// <summary>Digits that fit 128 bits whatever they are.</summary>
    private const int WordDigits = 38;

    /// <summary>Larger than any finite number of any format.</summary>
    private static WideFloat Huge => new(UInt128.One << 127, 1 << 20);

    /// <summary>Smaller than half of any format's least number, but not zero.</summary>
    private static WideFloat Tiny => new(UInt128.One << 127, -(1 << 20));

    /// <summary>The magnitude of <paramref name="scan"/>, which must hold decimal or hexadecimal digits.</summary>
    internal static WideFloat Read(in FloatScan scan)
    {
        if (scan.IsZero)
        {
            return default;
        }

        return scan.Kind == FloatKind.Hexadecimal ? ReadHexadecimal(scan) : ReadDecimal(scan);
    }

    private static WideFloat ReadHexadecimal(in FloatScan scan)
    {
        UInt128 significand = 0;
        long exponent = scan.Exponent;
        var sticky = false;
        for (var at = 0; at < scan.Whole.Length + scan.Fraction.Length; at++)
        {
            var inFraction = at >= scan.Whole.Length;
            var digit = FloatScan.HexDigit(inFraction ? scan.Fraction[at - scan.Whole.Length] : scan.Whole[at]);
            if (significand >> 120 == 0)
            {
                significand = (significand << 4) | (uint)digit;
                exponent -= inFraction ? 4 : 0;
            }
            else
            {
                sticky |= digit != 0;
                exponent += inFraction ? 0 : 4;
            }
        }

        return Math.Abs(exponent) > 1 << 20
            ? (exponent > 0 ? Huge : Tiny)
            : WideFloat.Create(significand, (int)exponent).WithSticky(sticky);
    }

    private static WideFloat ReadDecimal(in FloatScan scan)
    {
        var fraction = scan.Whole.IsEmpty ? scan.Fraction.TrimStart((byte)'0') : scan.Fraction;
        var significant = scan.Whole.Length + fraction.Length;
        var exponent = (long)scan.Exponent - scan.Fraction.Length;
        var magnitude = exponent + significant;
        if (Math.Abs(magnitude) > MagnitudeLimit)
        {
            return magnitude > 0 ? Huge : Tiny;
        }

        if (significant <= WordDigits && exponent is >= -19 and <= 0)
        {
            return DivideWords(Append(Append(0, scan.Whole), fraction), IntegerText.PowersOfTen[(int)-exponent]);
        }

        if (significant <= 19 && exponent is > 0 and <= 19)
        {
            return WideFloat.Create(Append(Append(0, scan.Whole), fraction) * IntegerText.PowersOfTen[(int)exponent], 0);
        }

        return ReadLong(scan.Whole, fraction, (int)exponent);
    }

    /// <summary>value * 10^digits + digits; all together at most <see cref="WordDigits"/>.</summary>
    private static UInt128 Append(UInt128 value, ReadOnlySpan<byte> digits)
    {
        while (!digits.IsEmpty)
        {
            var chunk = digits[..Math.Min(19, digits.Length)];
            _ = IntegerText.TryReadDigits(chunk, out var word);
            value = (value * IntegerText.PowersOfTen[chunk.Length]) + word;
            digits = digits[chunk.Length..];
        }

        return value;
    }

    /// <summary>value / divisor: a long division by one word, continued until the quotient has at least 128 bits.</summary>
    private static WideFloat DivideWords(UInt128 value, ulong divisor)
    {
        var shift = (int)UInt128.LeadingZeroCount(value);
        value <<= shift;
        var (high, rest) = Math.DivRem((ulong)(value >> 64), divisor);
        (var middle, rest) = DivRem(rest, (ulong)value, divisor);
        (var low, rest) = DivRem(rest, 0, divisor);

        // No high word means a divisor above 2^63; then the middle one has its top bit set.
        if (high == 0)
        {
            return WideFloat.Create(new UInt128(middle, low), -64 - shift).WithSticky(rest != 0);
        }

        var wide = WideFloat.Create(new UInt128(high, middle), -shift);
        var room = (int)ulong.LeadingZeroCount(high);
        var fill = room == 0 ? 0 : low >> (64 - room);
        var below = low << room;
        return new WideFloat(wide.Significand | fill, wide.Exponent).WithSticky(below != 0 || rest != 0);
    }

    private static (ulong Quotient, ulong Remainder) DivRem(ulong high, ulong low, ulong divisor)
    {
        var (quotient, rest) = UInt128.DivRem(new UInt128(high, low), divisor);
        return ((ulong)quotient, (ulong)rest);
    }

    [SkipLocalsInit]
    private static WideFloat ReadLong(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int exponent)
    {
        Span<uint> memory = stackalloc uint[Limbs];
        var value = new BigNatural(memory);
        var left = DigitLimit;
        var beyond = Append(ref value, whole, ref left) | Append(ref value, fraction, ref left);
        exponent += Math.Max(0, whole.Length + fraction.Length - DigitLimit);
        if (exponent < 0)
        {
            return Divide(ref value, -exponent).WithSticky(beyond);
        }

        value.MultiplyByPowerOfTen(exponent);
        return value.ToWide(0).WithSticky(beyond);
    }

    /// <summary>Takes over as many digits as may be looked at; tells whether one of the others is not zero.</summary>
    private static bool Append(ref BigNatural value, ReadOnlySpan<byte> digits, ref int left)
    {
        var taken = digits[..Math.Min(left, digits.Length)];
        var others = digits[taken.Length..];
        left -= taken.Length;
        while (!taken.IsEmpty)
        {
            var chunk = taken[..Math.Min(9, taken.Length)];
            _ = IntegerText.TryReadDigits(chunk, out var word);
            value.MultiplyAdd((uint)IntegerText.PowersOfTen[chunk.Length], (uint)word);
            taken = taken[chunk.Length..];
        }

        return others.IndexOfAnyExcept((byte)'0') >= 0;
    }

    /// <summary>value / 10^power to 128 bits, bit by bit; what remains is the sticky bit.</summary>
    [SkipLocalsInit]
    private static WideFloat Divide(ref BigNatural value, int power)
    {
        Span<uint> memory = stackalloc uint[Limbs];
        var divisor = new BigNatural(memory, 1);
        divisor.MultiplyByPowerOfTen(power);
        var shift = divisor.BitLength - value.BitLength;
        value.ShiftLeft(Math.Max(0, shift));
        divisor.ShiftLeft(Math.Max(0, -shift));
        if (!value.IsAtLeast(divisor))
        {
            value.ShiftLeft(1);
            shift++;
        }

        UInt128 quotient = 0;
        for (var bit = 0; bit < 128; bit++)
        {
            quotient <<= 1;
            if (value.IsAtLeast(divisor))
            {
                value.Subtract(divisor);
                quotient |= 1;
            }

            value.ShiftLeft(1);
        }

        return new WideFloat(quotient, -shift - 127).WithSticky(!value.IsZero);
    }
}
