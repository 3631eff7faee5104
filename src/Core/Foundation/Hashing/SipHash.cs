using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Core.Hashing;

/// <summary>
/// The keyed hash of Aumasson and Bernstein ("SipHash: a fast short-input PRF", 2012) for any round counts, so that the published
/// vectors of SipHash-2-4 prove the code that SipHash-1-3 runs.
/// </summary>
internal static class SipHash<TRounds>
    where TRounds : struct, ISipRounds
{
    /// <summary>Hashes <paramref name="data"/> under the key (<paramref name="k0"/>, <paramref name="k1"/>).</summary>
    // Inlined into a large caller, the rounds would no longer be inlined into it: the compiler's budget is used up by then.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Compute(ReadOnlySpan<byte> data, ulong k0, ulong k1)
    {
        ulong v0 = k0 ^ 0x736f6d6570736575;
        ulong v1 = k1 ^ 0x646f72616e646f6d;
        ulong v2 = k0 ^ 0x6c7967656e657261;
        ulong v3 = k1 ^ 0x7465646279746573;
        ref byte start = ref MemoryMarshal.GetReference(data);
        nint end = data.Length & ~7;
        for (nint offset = 0; offset < end; offset += 8)
        {
            ulong word = ReadWord(ref Unsafe.AddByteOffset(ref start, offset));
            v3 ^= word;
            Mix(TRounds.PerWord, ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        ulong last = LastWord(ref start, data.Length);
        v3 ^= last;
        Mix(TRounds.PerWord, ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xff;
        Mix(TRounds.Final, ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    // The bytes that do not fill a word, and the length in the top byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LastWord(ref byte start, int length)
    {
        ulong word = (ulong)length << 56;
        int rest = length & 7;
        if (rest == 0)
        {
            return word;
        }

        if (length >= 8)
        {
            return word | (ReadWord(ref Unsafe.AddByteOffset(ref start, length - 8)) >> (64 - (8 * rest)));
        }

        // Reads that overlap set the same bits twice, which saves a loop.
        if (length >= 4)
        {
            int upper = length - 4;
            return word | ReadHalf(ref start) | ((ulong)ReadHalf(ref Unsafe.AddByteOffset(ref start, upper)) << (8 * upper));
        }

        int middle = length >> 1;
        int last = length - 1;
        return word
            | start
            | ((ulong)Unsafe.AddByteOffset(ref start, middle) << (8 * middle))
            | ((ulong)Unsafe.AddByteOffset(ref start, last) << (8 * last));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ReadHalf(ref byte source)
    {
        uint half = Unsafe.ReadUnaligned<uint>(ref source);
        return BitConverter.IsLittleEndian ? half : BinaryPrimitives.ReverseEndianness(half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadWord(ref byte source)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref source);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(int rounds, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        for (int i = 0; i < rounds; i++)
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
