namespace MtcpRedis.Core.Text;

/// <summary>
/// A positive number before its one and only rounding: <c>Significand * 2^Exponent</c> with bit 127 of the significand
/// set. When the exact value has further bits below, the lowest bit is set in their stead ("sticky"), which keeps every
/// rounding to 126 or fewer bits correct. A significand of zero means zero.
/// </summary>
/// <param name="Significand">Normalised to 128 bits.</param>
/// <param name="Exponent">Binary exponent of the lowest bit.</param>
internal readonly record struct WideFloat(UInt128 Significand, int Exponent)
{
    /// <summary>Normalises <paramref name="significand"/>; nothing is lost.</summary>
    internal static WideFloat Create(UInt128 significand, int exponent)
    {
        var shift = (int)UInt128.LeadingZeroCount(significand);
        return significand == 0 ? default : new WideFloat(significand << shift, exponent - shift);
    }

    /// <summary>Marks that the exact value lies between this one and the next.</summary>
    internal WideFloat WithSticky(bool sticky) => sticky ? this with { Significand = Significand | 1 } : this;

    /// <summary>
    /// Rounds to nearest, ties to even, to at most <paramref name="bits"/> bits of which none lies below
    /// 2^<paramref name="lowest"/> (IEEE 754 with gradual underflow).
    /// </summary>
    /// <param name="bits">Precision, 1 to 64.</param>
    /// <param name="lowest">Exponent of the smallest subnormal number.</param>
    /// <returns>The rounded mantissa and the exponent of its lowest bit; the mantissa has <paramref name="bits"/> bits unless subnormal.</returns>
    internal (ulong Mantissa, int Exponent) Round(int bits, int lowest)
    {
        var shift = Math.Max(128 - bits, lowest - Exponent);
        if (Significand == 0 || shift > 128)
        {
            return (0, lowest);
        }

        // A shift by 128 leaves nothing but the question whether more than half a unit was there.
        var kept = shift == 128 ? 0 : Significand >> shift;
        var dropped = shift == 128 ? Significand : Significand & ((UInt128.One << shift) - 1);
        var half = UInt128.One << (shift - 1);
        if (dropped > half || (dropped == half && (kept & 1) != 0))
        {
            kept++;
        }

        return kept >> bits != 0 ? ((ulong)(kept >> 1), Exponent + shift + 1) : ((ulong)kept, Exponent + shift);
    }

    /// <summary>Rounds to a <see cref="double"/>; infinity when too large.</summary>
    internal double ToDouble()
    {
        var (mantissa, exponent) = Round(53, -1074);
        if (mantissa == 0)
        {
            return 0;
        }

        if (exponent > 1023 - 52)
        {
            return double.PositiveInfinity;
        }

        // The hidden bit adds one to the exponent field, so a subnormal (field 0) needs no case of its own.
        return BitConverter.UInt64BitsToDouble(((ulong)(exponent + 1074) << 52) + mantissa);
    }
}
