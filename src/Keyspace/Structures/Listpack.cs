using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// Redis' listpack: small sequences of texts and integers in one block, byte for byte as RDB files carry them.
/// </summary>
/// <remarks>
/// A position is the offset of an entry from the start of the block, so it stays valid when the block moves; 0 means "none", as
/// offsets below the header never hold an entry. Operations that change the block take it by reference and may move it. Values
/// handed in must not lie inside the listpack that is changed. A listpack never exceeds <see cref="MaxBytes"/>; callers check
/// <see cref="CanHold"/> before they add what a client sent.
/// </remarks>
public static unsafe class Listpack
{
    /// <summary>Bytes of a listpack without entries.</summary>
    public const int EmptyBytes = ListpackFormat.HeaderSize + 1;

    /// <summary>Redis' own safety limit for one listpack, 1 GiB.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>Bytes an entry can need beyond the text it holds: 5 of encoding, 5 of backward length.</summary>
    public const int MaxEntryOverhead = 10;

    /// <summary>The position that no entry has.</summary>
    public const int None = 0;

    /// <summary>Takes an empty listpack.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="capacity">Total bytes expected; more or less is no error.</param>
    public static byte* Create(Arena arena, long capacity = 0)
    {
        var listpack = arena.Allocate(Math.Max(capacity, EmptyBytes));
        ListpackEditor.Initialise(listpack);
        return listpack;
    }

    /// <summary>Takes a copy of listpack bytes that <see cref="ListpackValidator"/> has accepted.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="bytes">A whole listpack.</param>
    public static byte* CreateFrom(Arena arena, ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(ListpackValidator.IsValid(bytes, out _));
        var listpack = arena.Allocate(bytes.Length);
        bytes.CopyTo(new Span<byte>(listpack, bytes.Length));
        return listpack;
    }

    /// <summary>Gives the block back.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack, dead afterwards.</param>
    public static void Free(Arena arena, byte* listpack) => arena.Free(listpack);

    /// <summary>Bytes of the whole listpack.</summary>
    /// <param name="listpack">A listpack.</param>
    public static int TotalBytes(byte* listpack) => (int)ListpackFormat.ReadTotal(listpack);

    /// <summary>The bytes as RDB files hold them.</summary>
    /// <param name="listpack">A listpack.</param>
    public static ReadOnlySpan<byte> Bytes(byte* listpack) => new(listpack, TotalBytes(listpack));

    /// <summary>Whether <paramref name="added"/> more bytes (texts plus <see cref="MaxEntryOverhead"/> each) keep it within <see cref="MaxBytes"/>.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="added">Bytes.</param>
    public static bool CanHold(byte* listpack, long added) => TotalBytes(listpack) + added <= MaxBytes;

    /// <summary>Number of entries; walks the listpack when it has 65535 or more.</summary>
    /// <param name="listpack">A listpack.</param>
    public static int Count(byte* listpack)
    {
        int count = ListpackFormat.ReadCount(listpack);
        return count != ListpackFormat.UnknownCount ? count : CountSlow(listpack);
    }

    /// <summary>Position of the first entry, or <see cref="None"/>.</summary>
    /// <param name="listpack">A listpack.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int First(byte* listpack) =>
        listpack[ListpackFormat.HeaderSize] == ListpackFormat.End ? None : ListpackFormat.HeaderSize;

    /// <summary>Position of the last entry, or <see cref="None"/>.</summary>
    /// <param name="listpack">A listpack.</param>
    public static int Last(byte* listpack) => Previous(listpack, TotalBytes(listpack) - 1);

    /// <summary>Position of the entry after <paramref name="position"/>, or <see cref="None"/>.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="position">Position of an entry.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(byte* listpack, int position)
    {
        AssertEntry(listpack, position);
        var next = position + (int)ListpackFormat.EntrySize(listpack + position);
        return listpack[next] == ListpackFormat.End ? None : next;
    }

    /// <summary>Position of the entry before <paramref name="position"/>, or <see cref="None"/>.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="position">Position of an entry, or of the end byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Previous(byte* listpack, int position)
    {
        Debug.Assert(position >= ListpackFormat.HeaderSize && position < TotalBytes(listpack));
        if (position == ListpackFormat.HeaderSize)
        {
            return None;
        }

        var body = ListpackFormat.ReadBacklen(listpack + position - 1);
        return position - (int)body - ListpackFormat.BacklenSize(body);
    }

    /// <summary>Position of the entry with an index, walking from the nearer end.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="index">0 is the first entry, -1 the last.</param>
    /// <returns><see cref="None"/> when there is no such entry.</returns>
    public static int Seek(byte* listpack, long index)
    {
        var count = Count(listpack);
        index = index < 0 ? index + count : index;
        if ((ulong)index >= (ulong)count)
        {
            return None;
        }

        if (index < (count + 1) / 2)
        {
            var position = First(listpack);
            for (; index > 0; index--)
            {
                position = Next(listpack, position);
            }

            return position;
        }

        var back = TotalBytes(listpack) - 1;
        for (index = count - index; index > 0; index--)
        {
            back = Previous(listpack, back);
        }

        return back;
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="position">Position of an entry.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ElementValue Read(byte* listpack, int position)
    {
        AssertEntry(listpack, position);
        var text = ListpackFormat.Decode(listpack + position, out var length, out var integer);
        return text == null ? new ElementValue(integer) : new ElementValue(text, length);
    }

    /// <summary>Whether the text of an entry equals <paramref name="text"/>.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="position">Position of an entry.</param>
    /// <param name="text">Any bytes.</param>
    public static bool EntryEquals(byte* listpack, int position, ReadOnlySpan<byte> text) =>
        Read(listpack, position).TextEquals(text);

    /// <summary>Searches forward for an entry, looking only at every (<paramref name="skip"/> + 1)-th.</summary>
    /// <param name="listpack">A listpack.</param>
    /// <param name="from">Position to begin at, or <see cref="None"/> for no search.</param>
    /// <param name="text">Text to find.</param>
    /// <param name="skip">Entries to pass over after each one compared: 1 for the fields of a hash.</param>
    /// <returns>The position, or <see cref="None"/>.</returns>
    public static int Find(byte* listpack, int from, ReadOnlySpan<byte> text, int skip = 0)
    {
        // Whether the text can match integer entries is settled once, not per entry.
        var numeric = IntegerText.TryParse(text, out var number);
        var left = 0;
        for (var position = from; position != None; position = Next(listpack, position))
        {
            if (left > 0)
            {
                left--;
                continue;
            }

            left = skip;
            var found = ListpackFormat.Decode(listpack + position, out var length, out var integer);
            if (found == null ? numeric && integer == number : length == text.Length && text.SequenceEqual(new(found, length)))
            {
                return position;
            }
        }

        return None;
    }

    /// <summary>Adds an entry at the end.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="text">Any bytes.</param>
    public static void Append(Arena arena, ref byte* listpack, ReadOnlySpan<byte> text) =>
        ListpackEditor.Insert(arena, ref listpack, 0, TotalBytes(listpack) - 1, new ListpackValue(text));

    /// <summary>Adds an integer at the end.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="integer">Any value.</param>
    public static void Append(Arena arena, ref byte* listpack, long integer) =>
        ListpackEditor.Insert(arena, ref listpack, 0, TotalBytes(listpack) - 1, new ListpackValue(integer));

    /// <summary>Adds an entry at the start.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="text">Any bytes.</param>
    public static void Prepend(Arena arena, ref byte* listpack, ReadOnlySpan<byte> text) =>
        ListpackEditor.Insert(arena, ref listpack, 0, ListpackFormat.HeaderSize, new ListpackValue(text));

    /// <summary>Inserts an entry before another one.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="position">Position of an entry; afterwards that of the new one.</param>
    /// <param name="text">Any bytes.</param>
    public static void InsertBefore(Arena arena, ref byte* listpack, int position, ReadOnlySpan<byte> text)
    {
        AssertEntry(listpack, position);
        ListpackEditor.Insert(arena, ref listpack, 0, position, new ListpackValue(text));
    }

    /// <summary>Inserts an entry after another one.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="position">Position of an entry, which keeps it.</param>
    /// <param name="text">Any bytes.</param>
    /// <returns>Position of the new entry.</returns>
    public static int InsertAfter(Arena arena, ref byte* listpack, int position, ReadOnlySpan<byte> text)
    {
        AssertEntry(listpack, position);
        var next = position + (int)ListpackFormat.EntrySize(listpack + position);
        ListpackEditor.Insert(arena, ref listpack, 0, next, new ListpackValue(text));
        return next;
    }

    /// <summary>Replaces the value of an entry, which keeps its position.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="position">Position of an entry.</param>
    /// <param name="text">Any bytes.</param>
    public static void Replace(Arena arena, ref byte* listpack, int position, ReadOnlySpan<byte> text) =>
        ListpackEditor.Replace(arena, ref listpack, 0, position, new ListpackValue(text));

    /// <summary>Replaces the value of an entry by an integer; the entry keeps its position.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="position">Position of an entry.</param>
    /// <param name="integer">Any value.</param>
    public static void Replace(Arena arena, ref byte* listpack, int position, long integer) =>
        ListpackEditor.Replace(arena, ref listpack, 0, position, new ListpackValue(integer));

    /// <summary>Deletes an entry.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="position">Position of an entry.</param>
    /// <returns>Position of the entry that followed, or <see cref="None"/>.</returns>
    public static int Delete(Arena arena, ref byte* listpack, int position)
    {
        AssertEntry(listpack, position);
        return DeleteAt(arena, ref listpack, position, 1);
    }

    /// <summary>Deletes up to <paramref name="count"/> entries from an index on.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="index">0 is the first entry, -1 the last; outside of the listpack nothing is deleted.</param>
    /// <param name="count">Entries to delete; those beyond the end do not matter.</param>
    /// <returns>Entries deleted.</returns>
    public static int DeleteRange(Arena arena, ref byte* listpack, long index, long count)
    {
        var position = Seek(listpack, index);
        if (position == None || count <= 0)
        {
            return 0;
        }

        var entries = Count(listpack);
        index = index < 0 ? index + entries : index;
        var deleted = (int)Math.Min(count, entries - index);
        DeleteAt(arena, ref listpack, position, deleted);
        return deleted;
    }

    /// <summary>Deletes consecutive entries from a position on, all of which must exist.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="listpack">A listpack; may move.</param>
    /// <param name="position">Position of the first.</param>
    /// <param name="count">Entries to delete.</param>
    /// <returns>Position of the entry that followed, or <see cref="None"/>.</returns>
    public static int DeleteAt(Arena arena, ref byte* listpack, int position, int count)
    {
        var end = ListpackEditor.Skip(listpack, position, count);
        ListpackEditor.Remove(arena, ref listpack, 0, position, end, count);
        return listpack[position] == ListpackFormat.End ? None : position;
    }

    private static int CountSlow(byte* listpack)
    {
        var count = 0;
        for (var position = First(listpack); position != None; position = Next(listpack, position))
        {
            count++;
        }

        ListpackFormat.WriteCount(listpack, count);
        return count;
    }

    [Conditional("DEBUG")]
    private static void AssertEntry(byte* listpack, int position) =>
        Debug.Assert(position >= ListpackFormat.HeaderSize && position < TotalBytes(listpack) - 1);
}
