using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// The bytes of a listpack: header (total bytes u32, entries u16, both little-endian), entries, end byte. An entry is an encoding
/// byte with the value, followed by its own length written so that it can be read from behind ("backlen").
/// Source: the listpack specification published with Redis.
/// </summary>
internal static unsafe class ListpackFormat
{
    internal const int HeaderSize = 6;
    internal const byte End = 0xFF;

    /// <summary>Count field of a listpack with more entries than it can express.</summary>
    internal const ushort UnknownCount = ushort.MaxValue;

    internal const byte String32 = 0xF0;
    internal const byte Integer16 = 0xF1;
    internal const byte Integer24 = 0xF2;
    internal const byte Integer32 = 0xF3;
    internal const byte Integer64 = 0xF4;

    internal static uint ReadTotal(byte* listpack) => Unsafe.ReadUnaligned<uint>(listpack);

    internal static void WriteTotal(byte* listpack, long total) => Unsafe.WriteUnaligned(listpack, (uint)total);

    internal static ushort ReadCount(byte* listpack) => Unsafe.ReadUnaligned<ushort>(listpack + 4);

    internal static void WriteCount(byte* listpack, long count) =>
        Unsafe.WriteUnaligned(listpack + 4, (ushort)Math.Min(count, UnknownCount));

    /// <summary>Bytes of encoding and value of the entry at <paramref name="entry"/>, without its backlen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long BodySize(byte* entry)
    {
        var tag = *entry;
        if (tag < 0x80)
        {
            return 1;
        }

        if (tag < 0xC0)
        {
            return 1 + (tag & 0x3F);
        }

        return tag < 0xE0 ? 2 : BodySizeSlow(entry, tag);
    }

    /// <summary>Bytes the backlen of an entry of <paramref name="body"/> bytes takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int BacklenSize(long body)
    {
        // The upper bounds are one short of what the bits could hold; readers and writers must agree on that.
        if (body <= 127)
        {
            return 1;
        }

        return body < 16_383 ? 2 : body < 2_097_151 ? 3 : body < 268_435_455 ? 4 : 5;
    }

    /// <summary>Bytes from this entry to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long EntrySize(byte* entry)
    {
        var body = BodySize(entry);
        return body + BacklenSize(body);
    }

    /// <summary>Writes <paramref name="body"/> in groups of 7 bits, the highest first; all but the first have their top bit set.</summary>
    internal static void WriteBacklen(byte* destination, long body)
    {
        for (var at = BacklenSize(body) - 1; at > 0; at--)
        {
            destination[at] = (byte)((body & 0x7F) | 0x80);
            body >>= 7;
        }

        destination[0] = (byte)body;
    }

    /// <summary>Reads the backlen whose last byte is at <paramref name="last"/>.</summary>
    internal static long ReadBacklen(byte* last)
    {
        long body = 0;
        for (var shift = 0; shift <= 28; shift += 7, last--)
        {
            body |= (long)(*last & 0x7F) << shift;
            if ((*last & 0x80) == 0)
            {
                return body;
            }
        }

        Debug.Fail("A backlen has at most five bytes");
        return body;
    }

    /// <summary>Reads the value of an entry: its integer, or where its text is.</summary>
    /// <returns>The start of the text, or null for an integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* Decode(byte* entry, out int length, out long integer)
    {
        var tag = *entry;
        integer = tag;
        length = tag & 0x3F;
        if (tag < 0x80)
        {
            return null;
        }

        return tag < 0xC0 ? entry + 1 : DecodeSlow(entry, out length, out integer);
    }

    private static long BodySizeSlow(byte* entry, byte tag)
    {
        if (tag < 0xF0)
        {
            return 2 + (((tag & 0x0F) << 8) | entry[1]);
        }

        switch (tag)
        {
            case String32:
                return 5L + Unsafe.ReadUnaligned<uint>(entry + 1);
            case Integer16:
                return 3;
            case Integer24:
                return 4;
            case Integer32:
                return 5;
            default:
                Debug.Assert(tag == Integer64);
                return 9;
        }
    }

    private static byte* DecodeSlow(byte* entry, out int length, out long integer)
    {
        var tag = *entry;
        integer = 0;
        length = 0;
        if (tag is >= 0xE0 and < 0xF0)
        {
            length = ((tag & 0x0F) << 8) | entry[1];
            return entry + 2;
        }

        if (tag == String32)
        {
            length = Unsafe.ReadUnaligned<int>(entry + 1);
            return entry + 5;
        }

        integer = tag < 0xE0 ? (((tag << 27) >> 19) | entry[1]) : DecodeInteger(entry + 1, tag);
        return null;
    }

    private static long DecodeInteger(byte* value, byte tag)
    {
        Debug.Assert(BitConverter.IsLittleEndian && tag is >= Integer16 and <= Integer64);
        return tag switch
        {
            Integer16 => BinaryPrimitives.ReadInt16LittleEndian(new ReadOnlySpan<byte>(value, 2)),
            Integer24 => (value[0] | (value[1] << 8) | (value[2] << 16)) << 8 >> 8,
            Integer32 => Unsafe.ReadUnaligned<int>(value),
            _ => Unsafe.ReadUnaligned<long>(value),
        };
    }
}
