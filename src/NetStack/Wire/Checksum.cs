using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// The Internet checksum (RFC 1071, incremental update RFC 1624).
/// </summary>
/// <remarks>
/// A ones-complement sum does not care about byte order, so the words are added as the processor loads them and only the final
/// result is put into network order. Running sums are therefore opaque: make them with <see cref="Add(uint, ReadOnlySpan{byte})"/> and the
/// pseudo-header functions, end with <see cref="Finish"/>. All pieces but the last must have even length.
/// </remarks>
public static class Checksum
{
    /// <summary>Adds the bytes to a running sum.</summary>
    public static uint Add(uint sum, ReadOnlySpan<byte> data)
    {
        ulong total = sum;
        ref var at = ref MemoryMarshal.GetReference(data);
        var left = data.Length;
        if (left >= 64 && Vector256.IsHardwareAccelerated)
        {
            // Each 32-bit lane takes at most 2 * 65535 per step, so 65536 bytes (2048 steps) cannot overflow it.
            while (left >= 32)
            {
                var steps = Math.Min(left / 32, 2048);
                total += AddVectors(ref at, steps);
                at = ref Unsafe.Add(ref at, steps * 32);
                left -= steps * 32;
            }
        }
        for (; left >= 4; left -= 4, at = ref Unsafe.Add(ref at, 4))
            total += Unsafe.ReadUnaligned<uint>(ref at);
        if (left >= 2)
        {
            total += Unsafe.ReadUnaligned<ushort>(ref at);
            at = ref Unsafe.Add(ref at, 2);
            left -= 2;
        }
        if (left == 1)
            total += BitConverter.IsLittleEndian ? at : (uint)at << 8;
        return FoldTo32(total);
    }

    /// <summary>Adds one 16-bit field given by value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(uint sum, ushort value) => FoldTo32((ulong)sum + Native(value));

    /// <summary>The running sum of TCP's pseudo header over IPv4 (RFC 9293 section 3.1), without the length.</summary>
    public static uint PseudoHeader(Ipv4Address source, Ipv4Address destination, byte protocol)
    {
        ulong sum = Native(source.Value);
        sum += Native(destination.Value);
        return FoldTo32(sum + Native((ushort)protocol));
    }

    /// <summary>The running sum of the IPv6 pseudo header (RFC 8200 section 8.1), without the length.</summary>
    public static uint PseudoHeader(Ipv6Address source, Ipv6Address destination, byte protocol)
    {
        ulong sum = Native((uint)(source.High >> 32)) + (ulong)Native((uint)source.High);
        sum += Native((uint)(source.Low >> 32)) + (ulong)Native((uint)source.Low);
        sum += Native((uint)(destination.High >> 32)) + (ulong)Native((uint)destination.High);
        sum += Native((uint)(destination.Low >> 32)) + (ulong)Native((uint)destination.Low);
        return FoldTo32(sum + Native((ushort)protocol));
    }

    /// <summary>Folds and complements a running sum into the value of the header field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Finish(uint sum) => (ushort)~FoldTo16(sum);

    /// <summary>True if a running sum over data that includes its checksum field comes out right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(uint sum) => FoldTo16(sum) == 0xFFFF;

    /// <summary>The folded, uncomplemented sum in network order: what a NIC with checksum offload wants in the field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort FoldTo16(uint sum)
    {
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return Native((ushort)sum);
    }

    /// <summary>The new field value after one 16-bit word under it changed (RFC 1624 equation 3).</summary>
    public static ushort Update(ushort checksum, ushort oldWord, ushort newWord)
    {
        var sum = (uint)(ushort)~checksum + (ushort)~oldWord + newWord;
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }

    private static ulong AddVectors(ref byte at, int steps)
    {
        var low = Vector256.Create(0xFFFFu);
        var sums = Vector256<uint>.Zero;
        for (var i = 0; i < steps; i++)
        {
            var words = Vector256.LoadUnsafe(ref at, (nuint)(i * 32)).AsUInt32();
            sums += (words & low) + Vector256.ShiftRightLogical(words, 16);
        }
        var (lower, upper) = Vector256.Widen(sums);
        return Vector256.Sum(lower + upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FoldTo32(ulong sum)
    {
        sum = (sum & 0xFFFFFFFF) + (sum >> 32);
        return (uint)((sum & 0xFFFFFFFF) + (sum >> 32));
    }

    private static uint Native(uint value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static ushort Native(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
