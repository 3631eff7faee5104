using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
public static partial class Checksum
{
    /// <summary>Adds the bytes to a running sum.</summary>
    public static uint Add(uint sum, ReadOnlySpan<byte> data) =>
        FoldTo32(sum + Words(ref MemoryMarshal.GetReference(data), data.Length));

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint FoldTo32(ulong sum)
    {
        sum = (sum & 0xFFFFFFFF) + (sum >> 32);
        return (uint)((sum & 0xFFFFFFFF) + (sum >> 32));
    }

    /// <summary>A field's value as it lies in memory in network order, which is what sums are made of.</summary>
    internal static uint Native(uint value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    /// <inheritdoc cref="Native(uint)"/>
    internal static ushort Native(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
