using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// Big-endian loads and stores at offsets whose bounds the caller has already established (a view checks its length once, in
/// <c>TryParse</c>). Release builds pay no second bounds check; Debug builds assert it.
/// </summary>
internal static class NetworkOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte Get8(ReadOnlySpan<byte> data, int offset)
    {
        Debug.Assert((uint)offset < (uint)data.Length);
        return Unsafe.Add(ref MemoryMarshal.GetReference(data), offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort Get16(ReadOnlySpan<byte> data, int offset)
    {
        Debug.Assert(offset >= 0 && offset + 2 <= data.Length);
        var raw = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(raw) : raw;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Get32(ReadOnlySpan<byte> data, int offset)
    {
        Debug.Assert(offset >= 0 && offset + 4 <= data.Length);
        var raw = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(raw) : raw;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Get64(ReadOnlySpan<byte> data, int offset)
    {
        Debug.Assert(offset >= 0 && offset + 8 <= data.Length);
        var raw = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(raw) : raw;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put16(Span<byte> data, int offset, ushort value)
    {
        Debug.Assert(offset >= 0 && offset + 2 <= data.Length);
        if (BitConverter.IsLittleEndian)
            value = BinaryPrimitives.ReverseEndianness(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), offset), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put32(Span<byte> data, int offset, uint value)
    {
        Debug.Assert(offset >= 0 && offset + 4 <= data.Length);
        if (BitConverter.IsLittleEndian)
            value = BinaryPrimitives.ReverseEndianness(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), offset), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put64(Span<byte> data, int offset, ulong value)
    {
        Debug.Assert(offset >= 0 && offset + 8 <= data.Length);
        if (BitConverter.IsLittleEndian)
            value = BinaryPrimitives.ReverseEndianness(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), offset), value);
    }

    /// <summary>As the others, for memory whose bounds only the caller knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ushort Get16(byte* at)
    {
        var raw = Unsafe.ReadUnaligned<ushort>(at);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(raw) : raw;
    }

    /// <inheritdoc cref="Get16(byte*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe uint Get32(byte* at)
    {
        var raw = Unsafe.ReadUnaligned<uint>(at);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(raw) : raw;
    }

    /// <inheritdoc cref="Get16(byte*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ulong Get64(byte* at)
    {
        var raw = Unsafe.ReadUnaligned<ulong>(at);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(raw) : raw;
    }

    /// <inheritdoc cref="Get16(byte*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Put16(byte* at, ushort value) =>
        Unsafe.WriteUnaligned(at, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <inheritdoc cref="Get16(byte*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Put32(byte* at, uint value) =>
        Unsafe.WriteUnaligned(at, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <inheritdoc cref="Get16(byte*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Put64(byte* at, ulong value) =>
        Unsafe.WriteUnaligned(at, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
}
