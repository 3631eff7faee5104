using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// The byte moving under all changes of a listpack. A listpack may stand behind a header of its owner in one block: "prefix" is
/// that header's size, and the listpack's address is the block's address plus the prefix.
/// </summary>
internal static unsafe class ListpackEditor
{
    /// <summary>Blocks above this grow by pages, not by classes.</summary>
    private const long LargeBlock = 32 * 1024;

    internal static void Initialise(byte* listpack)
    {
        ListpackFormat.WriteTotal(listpack, Listpack.EmptyBytes);
        ListpackFormat.WriteCount(listpack, 0);
        listpack[ListpackFormat.HeaderSize] = ListpackFormat.End;
    }

    /// <summary>Offset behind <paramref name="count"/> entries that begin at <paramref name="position"/>.</summary>
    internal static int Skip(byte* listpack, int position, int count)
    {
        for (; count > 0; count--)
        {
            Debug.Assert(listpack[position] != ListpackFormat.End);
            position += (int)ListpackFormat.EntrySize(listpack + position);
        }

        return position;
    }

    internal static void Insert(Arena arena, ref byte* listpack, int prefix, int position, in ListpackValue value)
    {
        Resize(arena, ref listpack, prefix, position, 0, value.Size);
        value.Write(listpack + position);
        AddToCount(listpack, 1);
    }

    internal static void Replace(Arena arena, ref byte* listpack, int prefix, int position, in ListpackValue value)
    {
        Debug.Assert(listpack[position] != ListpackFormat.End);
        var old = ListpackFormat.EntrySize(listpack + position);
        Resize(arena, ref listpack, prefix, position, old, value.Size);
        value.Write(listpack + position);
    }

    internal static void Remove(Arena arena, ref byte* listpack, int prefix, int position, int end, int count)
    {
        Resize(arena, ref listpack, prefix, position, end - position, 0);
        AddToCount(listpack, -count);
    }

    /// <summary>Adds a first entry to a listpack that begins as many bytes further on as the entry needs, and begins here afterwards.</summary>
    internal static void ExtendAtFront(byte* listpack, in ListpackValue value)
    {
        var former = listpack + value.Size;
        long total = ListpackFormat.ReadTotal(former);
        var count = ListpackFormat.ReadCount(former);
        ListpackFormat.WriteTotal(listpack, total + value.Size);
        ListpackFormat.WriteCount(listpack, count);
        AddToCount(listpack, 1);
        value.Write(listpack + ListpackFormat.HeaderSize);
    }

    /// <summary>Removes the first entries, <paramref name="bytes"/> in all; the listpack begins so many bytes further on afterwards.</summary>
    internal static void ShortenAtFront(byte* listpack, int bytes, int count)
    {
        long total = ListpackFormat.ReadTotal(listpack);
        var former = ListpackFormat.ReadCount(listpack);
        ListpackFormat.WriteTotal(listpack + bytes, total - bytes);
        ListpackFormat.WriteCount(listpack + bytes, former);
        AddToCount(listpack + bytes, -count);
    }

    /// <summary>Inserts entries that are already encoded.</summary>
    internal static void InsertEncoded(
        Arena arena, ref byte* listpack, int prefix, int position, ReadOnlySpan<byte> entries, int count)
    {
        Resize(arena, ref listpack, prefix, position, 0, entries.Length);
        entries.CopyTo(new Span<byte>(listpack + position, entries.Length));
        AddToCount(listpack, count);
    }

    /// <summary>Makes the <paramref name="oldSize"/> bytes at <paramref name="position"/> <paramref name="newSize"/> bytes long.</summary>
    private static void Resize(Arena arena, ref byte* listpack, int prefix, int position, long oldSize, long newSize)
    {
        long total = ListpackFormat.ReadTotal(listpack);
        var newTotal = total - oldSize + newSize;
        var tail = total - position - oldSize;
        Debug.Assert(position >= ListpackFormat.HeaderSize && tail > 0 && newTotal <= int.MaxValue);

        if (newTotal > total)
        {
            Reserve(arena, ref listpack, prefix, newTotal);
        }

        if (newSize != oldSize)
        {
            Buffer.MemoryCopy(listpack + position + oldSize, listpack + position + newSize, tail, tail);
            ListpackFormat.WriteTotal(listpack, newTotal);
        }

        if (newTotal < total)
        {
            // The arena moves the block only when that saves a good part of it.
            listpack = arena.Reallocate(listpack - prefix, prefix + newTotal) + prefix;
        }
    }

    private static void Reserve(Arena arena, ref byte* listpack, int prefix, long total)
    {
        // Classes of the arena are a fixed fraction apart, so growing from one to the next costs a constant number of copies per
        // byte. Blocks beyond the classes grow by pages and need slack of their own for that.
        if (Arena.UsableSize(listpack - prefix) < prefix + total)
        {
            var wanted = prefix + total;
            listpack = arena.Reallocate(listpack - prefix, wanted > LargeBlock ? wanted + (wanted / 8) : wanted) + prefix;
        }
    }

    private static void AddToCount(byte* listpack, int added)
    {
        var count = ListpackFormat.ReadCount(listpack);
        if (count != ListpackFormat.UnknownCount)
        {
            Debug.Assert(count + added >= 0);
            ListpackFormat.WriteCount(listpack, count + added);
        }
    }
}
