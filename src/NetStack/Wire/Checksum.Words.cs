using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// The inner loop. Sums are of 32-bit words: modulo 65535 that is the same as of 16-bit words. They are kept in 64 bits and folded at the end; more
/// data than any packet holds would be needed to overflow them.
/// </summary>
public static partial class Checksum
{
    /// <summary>The words of the data, not folded.</summary>
    internal static ulong Words(ref byte data, int length) => Words<Reading>(ref data, ref data, length);

    /// <summary>Copies the data and gives the words of it, in one pass. The places must not overlap.</summary>
    internal static unsafe ulong CopyWords(byte* from, byte* to, int length) =>
        Words<Copying>(ref Unsafe.AsRef<byte>(from), ref Unsafe.AsRef<byte>(to), length);

    /// <summary>True if the 20 bytes of an IPv4 header without options have the right checksum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe bool IsValidIpv4Header(byte* header)
    {
        var (first, second) = (Unsafe.ReadUnaligned<ulong>(header), Unsafe.ReadUnaligned<ulong>(header + 8));
        var sum = (ulong)Unsafe.ReadUnaligned<uint>(header + 16);
        return IsValid(FoldTo32(sum + (uint)first + (first >> 32) + (uint)second + (second >> 32)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Words<TMode>(ref byte from, ref byte to, int length)
        where TMode : struct
    {
        var (at, end) = ((nuint)0, (nuint)length);
        var total = 0UL;
        if (length >= Vector256<byte>.Count && Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.Create((ulong)uint.MaxValue);
            var sums = Vector256<ulong>.Zero;
            for (; at + 32 <= end; at += 32)
            {
                var words = Vector256.LoadUnsafe(ref from, at);
                if (typeof(TMode) == typeof(Copying))
                    words.StoreUnsafe(ref to, at);
                sums += (words.AsUInt64() & low) + Vector256.ShiftRightLogical(words.AsUInt64(), 32);
            }
            total = Vector256.Sum(sums);
        }
        for (; at + 8 <= end; at += 8)
        {
            var word = Move<TMode, ulong>(ref from, ref to, at);
            total += (uint)word + (word >> 32);
        }
        return at == end ? total : total + LastWords<TMode>(ref Unsafe.Add(ref from, at), ref Unsafe.Add(ref to, at), (int)(end - at));
    }

    private static ulong LastWords<TMode>(ref byte from, ref byte to, int length)
        where TMode : struct
    {
        var (at, total) = ((nuint)0, 0UL);
        if ((length & 4) != 0)
        {
            total = Move<TMode, uint>(ref from, ref to, at);
            at += 4;
        }
        if ((length & 2) != 0)
        {
            total += Move<TMode, ushort>(ref from, ref to, at);
            at += 2;
        }
        if ((length & 1) == 0)
            return total;
        var last = Move<TMode, byte>(ref from, ref to, at);
        return total + (BitConverter.IsLittleEndian ? last : (uint)last << 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Move<TMode, T>(ref byte from, ref byte to, nuint at)
        where TMode : struct
        where T : unmanaged
    {
        var value = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref from, at));
        if (typeof(TMode) == typeof(Copying))
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), value);
        return value;
    }

    private readonly struct Reading;

    private readonly struct Copying;
}
