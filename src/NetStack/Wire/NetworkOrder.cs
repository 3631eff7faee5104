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
}
