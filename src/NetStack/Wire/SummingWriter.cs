using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// Writes 32-bit fields in network order and sums them for the checksum as it goes: reading a header back that has just been written would wait for
/// the stores.
/// </summary>
internal unsafe ref struct SummingWriter
{
    private byte* _at;

    /// <summary>Starts at an address with the sum of what the checksum covers besides.</summary>
    internal SummingWriter(byte* at, ulong sum)
    {
        _at = at;
        Sum = sum;
    }

    /// <summary>The words written, and those before; not folded.</summary>
    internal ulong Sum { readonly get; private set; }

    /// <summary>Where the next field goes.</summary>
    internal readonly byte* Position => _at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Put(uint value)
    {
        var wire = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
        Unsafe.WriteUnaligned(_at, wire);
        Sum += wire;
        _at += 4;
    }
}
