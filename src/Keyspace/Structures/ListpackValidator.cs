using System.Buffers.Binary;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// Decides whether bytes from a file or a client (RESTORE) are a listpack that can be walked in both directions without ever
/// leaving it. What the entries mean is checked by those who know: even counts, order, no duplicates.
/// </summary>
public static unsafe class ListpackValidator
{
    /// <summary>Checks header, end byte and every entry.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="count">Number of entries found.</param>
    public static bool IsValid(ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        if (!HasValidFrame(bytes))
        {
            return false;
        }

        var position = ListpackFormat.HeaderSize;
        var end = bytes.Length - 1;
        while (position < end)
        {
            if (!TryReadEntrySize(bytes[position..end], out var size))
            {
                return false;
            }

            position += size;
            count++;
        }

        int declared = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        return declared == count || declared == ListpackFormat.UnknownCount;
    }

    /// <summary>Checks only that the length in the header is that of the bytes and that the end byte is there.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static bool HasValidFrame(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Listpack.EmptyBytes
        && bytes.Length <= Listpack.MaxBytes
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == (uint)bytes.Length
        && bytes[^1] == ListpackFormat.End;

    /// <summary>Size of the first entry of <paramref name="rest"/>, if all of it lies inside and its backlen agrees.</summary>
    private static bool TryReadEntrySize(ReadOnlySpan<byte> rest, out int size)
    {
        size = 0;
        var header = HeaderOf(rest[0]);
        if (header == 0 || header > rest.Length)
        {
            return false;
        }

        fixed (byte* entry = rest)
        {
            var body = ListpackFormat.BodySize(entry);
            var backlen = ListpackFormat.BacklenSize(body);
            if (body + backlen > rest.Length)
            {
                return false;
            }

            size = (int)body + backlen;
            Span<byte> expected = stackalloc byte[5];
            fixed (byte* destination = expected)
            {
                ListpackFormat.WriteBacklen(destination, body);
            }

            return rest.Slice((int)body, backlen).SequenceEqual(expected[..backlen]);
        }
    }

    /// <summary>Bytes that must be there to know the length of an entry; 0 for an encoding that does not exist.</summary>
    private static int HeaderOf(byte tag) => tag switch
    {
        < 0xC0 => 1,
        < 0xF0 => 2,
        ListpackFormat.String32 => 5,
        <= ListpackFormat.Integer64 => 1,
        _ => 0,
    };
}
