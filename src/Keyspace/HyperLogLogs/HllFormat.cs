using System.Buffers.Binary;
using System.Diagnostics;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>
/// The string that stands for a HyperLogLog, byte for byte as Redis lays it out: <c>HYLL</c>, encoding, three unused bytes, the last
/// estimate as a little-endian 64-bit number whose top bit says that it is out of date, then the registers.
/// </summary>
public static class HllFormat
{
    /// <summary>Number of registers; 14 bits of the hash choose one.</summary>
    public const int Registers = 1 << IndexBits;

    /// <summary>Bits of the hash that choose the register.</summary>
    public const int IndexBits = 14;

    /// <summary>Bits of the hash that are searched for the first one; a rank is at most one more.</summary>
    public const int RankBits = 64 - IndexBits;

    /// <summary>Bytes before the registers.</summary>
    public const int HeaderSize = 16;

    /// <summary>Length of a dense string: every register in 6 bits.</summary>
    public const int DenseSize = HeaderSize + Registers * 6 / 8;

    /// <summary>Length of an empty sparse string.</summary>
    public const int EmptySize = HeaderSize + 2;

    private const int EncodingAt = 4;
    private const int EstimateAt = 8;
    private const byte Dense = 0;
    private const byte Sparse = 1;
    private const ulong StaleBit = 1UL << 63;

    /// <summary>
    /// Whether a string may be a HyperLogLog: magic, a known encoding, and the right length if dense. Sparse registers are checked
    /// where they are read.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.Length >= HeaderSize
        && text.StartsWith("HYLL"u8)
        && (text[EncodingAt] == Sparse || (text[EncodingAt] == Dense && text.Length == DenseSize));

    /// <summary>Whether a valid string is sparse.</summary>
    public static bool IsSparse(ReadOnlySpan<byte> text) => text[EncodingAt] == Sparse;

    /// <summary>Marks a string as dense.</summary>
    public static void SetDense(Span<byte> text) => text[EncodingAt] = Dense;

    /// <summary>The estimate of the last count, if no register has changed since.</summary>
    public static bool TryEstimate(ReadOnlySpan<byte> text, out long estimate)
    {
        ulong stored = BinaryPrimitives.ReadUInt64LittleEndian(text[EstimateAt..]);
        estimate = (long)stored;
        return (stored & StaleBit) == 0;
    }

    /// <summary>Keeps an estimate.</summary>
    public static void SetEstimate(Span<byte> text, long estimate) =>
        BinaryPrimitives.WriteInt64LittleEndian(text[EstimateAt..], estimate);

    /// <summary>Says that the estimate is out of date.</summary>
    public static void Invalidate(Span<byte> text) => text[HeaderSize - 1] |= 0x80;

    /// <summary>Writes an empty sparse HyperLogLog of <see cref="EmptySize"/> bytes.</summary>
    public static void WriteEmpty(Span<byte> text)
    {
        Debug.Assert(text.Length == EmptySize);
        text.Clear();
        "HYLL"u8.CopyTo(text);
        text[EncodingAt] = Sparse;
        HllRun.Write(text[HeaderSize..], 0, Registers);
    }
}
