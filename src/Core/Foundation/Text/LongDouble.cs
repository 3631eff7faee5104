namespace MtcpRedis.Core.Text;

/// <summary>
/// The x87 80-bit extended format (64-bit mantissa, 15-bit exponent) in software. Redis' float increments on x86-64
/// compute in it, and their replies show its rounding, so the same texts need the same arithmetic.
/// Rounds to nearest, ties to even. A not-a-number is <c>default</c> with <see cref="IsFinite"/> false and no infinity.
/// </summary>
public readonly record struct LongDouble
{
    /// <summary>Exponent of the lowest bit of a subnormal number.</summary>
    internal const int LowestExponent = -16_445;

    /// <summary>Exponent of the lowest bit of the largest numbers.</summary>
    internal const int HighestExponent = 16_320;

    private const int Precision = 64;

    private LongDouble(bool negative, int exponent, ulong mantissa, bool finite)
    {
        IsNegative = negative;
        Exponent = exponent;
        Mantissa = mantissa;
        IsFinite = finite;
    }

    /// <summary>Neither an infinity nor a not-a-number.</summary>
    public bool IsFinite { get; }

    /// <summary>The sign, also of a zero.</summary>
    public bool IsNegative { get; }

    /// <summary>Exponent of the mantissa's lowest bit.</summary>
    internal int Exponent { get; }

    /// <summary>Zero, or with its top bit set unless subnormal; 1 for infinities, 0 for not-a-number.</summary>
    internal ulong Mantissa { get; }

    /// <summary>Positive zero.</summary>
    public static LongDouble Zero => new(false, LowestExponent, 0, true);

    private bool IsNaN => !IsFinite && Mantissa == 0;

    /// <summary>Widens a <see cref="double"/>, which is always exact.</summary>
    /// <param name="value">Any value.</param>
    public static LongDouble FromDouble(double value)
    {
        if (double.IsNaN(value))
        {
            return default;
        }

        var negative = double.IsNegative(value);
        if (double.IsInfinity(value))
        {
            return Infinity(negative);
        }

        var bits = BitConverter.DoubleToUInt64Bits(value);
        var field = (int)(bits >> 52) & 0x7FF;
        var mantissa = (bits & ((1UL << 52) - 1)) | (field == 0 ? 0 : 1UL << 52);
        return Round(negative, WideFloat.Create(mantissa, Math.Max(field, 1) - 1075));
    }

    /// <summary>Takes over a 64-bit integer, which is always exact.</summary>
    /// <param name="value">Any value.</param>
    public static LongDouble FromInteger(long value) =>
        Round(value < 0, WideFloat.Create(value < 0 ? (ulong)-value : (ulong)value, 0));

    /// <summary>The correctly rounded sum; not a number for infinities of different signs.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other term.</param>
    public static LongDouble operator +(LongDouble left, LongDouble right)
    {
        if (!left.IsFinite || !right.IsFinite)
        {
            return AddNonFinite(left, right);
        }

        if (left.Mantissa == 0 || right.Mantissa == 0)
        {
            return AddZero(left, right);
        }

        var (large, small) = left.IsLargerThan(right) ? (left, right) : (right, left);

        // One free bit at the top takes the carry; 63 below the mantissa keep what a subtraction may bring up again.
        var (a, exponent) = ((UInt128)large.Mantissa << 63, large.Exponent - 63);
        var b = ShiftRightSticky((UInt128)small.Mantissa << 63, large.Exponent - small.Exponent);
        var sum = large.IsNegative == small.IsNegative ? a + b : a - b;
        return sum == 0 ? Zero : Round(large.IsNegative, WideFloat.Create(sum, exponent));
    }

    internal static LongDouble Infinity(bool negative) => new(negative, 0, 1, false);

    internal static LongDouble Round(bool negative, WideFloat value)
    {
        var (mantissa, exponent) = value.Round(Precision, LowestExponent);
        return exponent > HighestExponent ? Infinity(negative) : new LongDouble(negative, exponent, mantissa, true);
    }

    private static LongDouble AddNonFinite(LongDouble left, LongDouble right)
    {
        if (left.IsNaN || right.IsNaN || (!left.IsFinite && !right.IsFinite && left.IsNegative != right.IsNegative))
        {
            return default;
        }

        return left.IsFinite ? right : left;
    }

    private static LongDouble AddZero(LongDouble left, LongDouble right)
    {
        if (left.Mantissa != 0)
        {
            return left;
        }

        return right.Mantissa != 0 || (left.IsNegative && right.IsNegative) ? right : Zero;
    }

    private static UInt128 ShiftRightSticky(UInt128 value, int count)
    {
        if (count >= 128)
        {
            return 1;
        }

        var kept = value >> count;
        return kept << count == value ? kept : kept | 1;
    }

    /// <summary>Compares magnitudes; works for subnormals too, as both then have the lowest exponent.</summary>
    private bool IsLargerThan(LongDouble other) =>
        Exponent != other.Exponent ? Exponent > other.Exponent : Mantissa > other.Mantissa;
}
