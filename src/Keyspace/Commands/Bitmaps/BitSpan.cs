using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>Bytes as an array of bits, the highest bit of a byte first.</summary>
internal static class BitSpan
{
    /// <summary>Number of set bits.</summary>
    public static long Count(ReadOnlySpan<byte> bytes)
    {
        long count = 0;
        if (Avx2.IsSupported && bytes.Length >= 256)
        {
            int vectors = bytes.Length / Vector256<byte>.Count;
            count = CountVectors(MemoryMarshal.Cast<byte, Vector256<byte>>(bytes[..(vectors * Vector256<byte>.Count)]));
            bytes = bytes[(vectors * Vector256<byte>.Count)..];
        }
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            count += BitOperations.PopCount(word);
        foreach (byte b in bytes[(bytes.Length & ~7)..])
            count += BitOperations.PopCount(b);
        return count;
    }

    /// <summary>Number of set bits from bit <paramref name="first"/> to bit <paramref name="last"/>, both included.</summary>
    public static long Count(ReadOnlySpan<byte> bytes, long first, long last)
    {
        int from = (int)(first >> 3), to = (int)(last >> 3);
        long count = Count(bytes[from..(to + 1)]);
        count -= BitOperations.PopCount((uint)(bytes[from] & LeadingBits((int)(first & 7))));
        return count - BitOperations.PopCount((uint)(bytes[to] & TrailingBits((int)(~last & 7))));
    }

    /// <summary>Position of the first bit equal to <paramref name="bit"/> from <paramref name="first"/> to <paramref name="last"/>, or -1.</summary>
    public static long IndexOf(ReadOnlySpan<byte> bytes, bool bit, long first, long last)
    {
        int at = (int)(first >> 3), to = (int)(last >> 3);
        byte skip = bit ? (byte)0 : (byte)0xFF;
        // In the first byte the bits before the range are made such that they are not found.
        int head = bit ? bytes[at] & ~LeadingBits((int)(first & 7)) : bytes[at] | LeadingBits((int)(first & 7));
        if ((byte)head == skip)
        {
            int next = bytes[(at + 1)..(to + 1)].IndexOfAnyExcept(skip);
            if (next < 0)
                return -1;
            at += 1 + next;
            head = bytes[at];
        }
        uint wanted = (uint)(bit ? head : ~head & 0xFF);
        long found = (long)at * 8 + BitOperations.LeadingZeroCount(wanted) - 24;
        return found <= last ? found : -1;
    }

    /// <summary>The bit at <paramref name="offset"/>, which is inside.</summary>
    public static bool Get(ReadOnlySpan<byte> bytes, long offset) => (bytes[(int)(offset >> 3)] & Mask(offset)) != 0;

    /// <summary>Sets the bit at <paramref name="offset"/>, which is inside.</summary>
    public static void Set(Span<byte> bytes, long offset, bool bit)
    {
        ref byte b = ref bytes[(int)(offset >> 3)];
        b = (byte)(bit ? b | Mask(offset) : b & ~Mask(offset));
    }

    /// <summary>The <paramref name="width"/> bits (1 to 64) from <paramref name="offset"/> on, the last one lowest; zeros beyond the end.</summary>
    public static ulong GetField(ReadOnlySpan<byte> bytes, long offset, int width)
    {
        Span<byte> window = stackalloc byte[16];
        window.Clear();
        Overlap(bytes, offset).CopyTo(window);
        UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(window);
        return (ulong)(bits << (int)(offset & 7) >> (128 - width));
    }

    /// <summary>Writes the <paramref name="width"/> lowest bits (1 to 64) of <paramref name="value"/>; all of them are inside.</summary>
    public static void SetField(Span<byte> bytes, long offset, int width, ulong value)
    {
        Span<byte> window = stackalloc byte[16];
        window.Clear();
        Span<byte> part = bytes.Slice((int)(offset >> 3), (int)Math.Min(9, bytes.Length - (offset >> 3)));
        part.CopyTo(window);
        int shift = 128 - width - (int)(offset & 7);
        UInt128 mask = (UInt128.MaxValue >> (128 - width)) << shift;
        UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(window) & ~mask | (UInt128)value << shift & mask;
        BinaryPrimitives.WriteUInt128BigEndian(window, bits);
        window[..part.Length].CopyTo(part);
    }

    /// <summary>The up to 9 bytes that a field at <paramref name="offset"/> may touch.</summary>
    private static ReadOnlySpan<byte> Overlap(ReadOnlySpan<byte> bytes, long offset)
    {
        long start = offset >> 3;
        return start >= bytes.Length ? default : bytes.Slice((int)start, (int)Math.Min(9, bytes.Length - start));
    }

    private static int Mask(long offset) => 0x80 >> (int)(offset & 7);

    private static int LeadingBits(int count) => (0xFF << (8 - count)) & 0xFF;

    private static int TrailingBits(int count) => (1 << count) - 1;

    /// <summary>Looks up the bits of each half byte and sums the bytes up eight at a time.</summary>
    private static long CountVectors(ReadOnlySpan<Vector256<byte>> vectors)
    {
        Vector256<byte> table = Vector256.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        Vector256<byte> low = Vector256.Create((byte)0x0F);
        Vector256<ulong> total = Vector256<ulong>.Zero;
        // A byte of the inner sum takes at most 8 per vector, so 31 vectors fit.
        while (!vectors.IsEmpty)
        {
            ReadOnlySpan<Vector256<byte>> run = vectors[..Math.Min(31, vectors.Length)];
            vectors = vectors[run.Length..];
            Vector256<byte> sums = Vector256<byte>.Zero;
            foreach (Vector256<byte> v in run)
            {
                Vector256<byte> high = (v.AsUInt16() >>> 4).AsByte();
                sums += Avx2.Shuffle(table, v & low) + Avx2.Shuffle(table, high & low);
            }
            total += Avx2.SumAbsoluteDifferences(sums, Vector256<byte>.Zero).AsUInt64();
        }
        return (long)Vector256.Sum(total);
    }
}
