using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>A length in front of bytes: one byte up to 254, else the byte 255 and four more.</summary>
internal static unsafe class CompactLength
{
    private const int MaxShort = 254;
    private const byte LongMark = 255;
    private const int LongSize = 5;

    /// <summary>Bytes the length itself takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SizeOf(int length) => length <= MaxShort ? 1 : LongSize;

    /// <summary>Reads a length.</summary>
    /// <returns>The first byte behind it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* Read(byte* at, out int length)
    {
        length = *at;
        if (length <= MaxShort)
        {
            return at + 1;
        }

        length = Unsafe.ReadUnaligned<int>(at + 1);
        return at + LongSize;
    }

    /// <summary>Writes a length.</summary>
    /// <returns>The first byte behind it.</returns>
    internal static byte* Write(byte* at, int length)
    {
        Debug.Assert(length >= 0);
        if (length <= MaxShort)
        {
            *at = (byte)length;
            return at + 1;
        }

        *at = LongMark;
        Unsafe.WriteUnaligned(at + 1, length);
        return at + LongSize;
    }
}
