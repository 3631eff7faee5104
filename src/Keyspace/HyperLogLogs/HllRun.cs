using System.Diagnostics;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>
/// One code of the sparse representation, a run of registers of equal value: <c>00nnnnnn</c> is n+1 zeros, <c>01nnnnnn nnnnnnnn</c>
/// the same with 14 bits, <c>1vvvvvnn</c> n+1 registers of value v+1.
/// </summary>
/// <param name="At">Offset of the code among the registers' bytes.</param>
/// <param name="Size">Bytes of the code, 1 or 2.</param>
/// <param name="Register">First register of the run.</param>
/// <param name="Length">Number of registers.</param>
/// <param name="Value">Their value.</param>
public readonly record struct HllRun(int At, int Size, int Register, int Length, int Value)
{
    /// <summary>Largest value of a sparse register.</summary>
    public const int MaxValue = 32;

    /// <summary>Longest run of registers that are not zero.</summary>
    public const int MaxValueLength = 4;

    private const int MaxShortZeros = 64;
    private const byte ValueBit = 0x80;
    private const byte LongZerosBit = 0x40;

    /// <summary>Whether the code takes two bytes; only such runs of zeros do.</summary>
    public bool IsLong => Size == 2;

    /// <summary>Reads the code at <paramref name="at"/>, which is inside; a second byte beyond the end counts as zero.</summary>
    public static HllRun Read(ReadOnlySpan<byte> body, int at, int register)
    {
        byte code = body[at];
        if ((code & ValueBit) != 0)
            return new HllRun(at, 1, register, (code & 3) + 1, (code >> 2 & 31) + 1);
        if ((code & LongZerosBit) == 0)
            return new HllRun(at, 1, register, (code & 63) + 1, 0);
        int low = at + 1 < body.Length ? body[at + 1] : 0;
        return new HllRun(at, 2, register, ((code & 63) << 8 | low) + 1, 0);
    }

    /// <summary>Writes the code of a run.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> target, int value, int length)
    {
        Debug.Assert(length > 0 && value <= MaxValue && (value == 0 || length <= MaxValueLength));
        if (value > 0)
            target[0] = (byte)(ValueBit | (value - 1) << 2 | (length - 1));
        else if (length <= MaxShortZeros)
            target[0] = (byte)(length - 1);
        else
            return WriteLong(target, length - 1);
        return 1;
    }

    private static int WriteLong(Span<byte> target, int bits)
    {
        target[0] = (byte)(LongZerosBit | bits >> 8);
        target[1] = (byte)bits;
        return 2;
    }
}
