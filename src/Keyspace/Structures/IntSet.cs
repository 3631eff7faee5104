using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// Redis' intset: a sorted array of distinct integers in one block, byte for byte as RDB files carry it: bytes per integer (u32: 2, 4
/// or 8), number of integers (u32), the integers, all little-endian. The width grows with the widest integer ever added and
/// never shrinks, as in Redis.
/// </summary>
/// <remarks>Operations that change the block take it by reference and may move it.</remarks>
public static unsafe class IntSet
{
    /// <summary>Bytes before the first integer.</summary>
    public const int HeaderSize = 8;

    private const int NarrowestWidth = 2;

    /// <summary>Takes an empty set.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="capacity">Integers of the narrowest width expected; more or less is no error.</param>
    public static byte* Create(Arena arena, int capacity = 0)
    {
        var set = arena.Allocate(HeaderSize + ((long)capacity * NarrowestWidth));
        WriteHeader(set, NarrowestWidth, 0);
        return set;
    }

    /// <summary>Takes a copy of bytes that <see cref="IsValid"/> has accepted.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="bytes">A whole set.</param>
    public static byte* CreateFrom(Arena arena, ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(IsValid(bytes));
        var set = arena.Allocate(bytes.Length);
        bytes.CopyTo(new Span<byte>(set, bytes.Length));
        return set;
    }

    /// <summary>Gives the block back.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="set">A set, dead afterwards.</param>
    public static void Free(Arena arena, byte* set) => arena.Free(set);

    /// <summary>Number of integers.</summary>
    /// <param name="set">A set.</param>
    public static int Count(byte* set) => Unsafe.ReadUnaligned<int>(set + 4);

    /// <summary>Bytes per integer: 2, 4 or 8.</summary>
    /// <param name="set">A set.</param>
    public static int Width(byte* set) => Unsafe.ReadUnaligned<int>(set);

    /// <summary>The bytes as RDB files hold them.</summary>
    /// <param name="set">A set.</param>
    public static ReadOnlySpan<byte> Bytes(byte* set) => new(set, HeaderSize + (Count(set) * Width(set)));

    /// <summary>The integer at an index; ascending.</summary>
    /// <param name="set">A set.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public static long At(byte* set, int index)
    {
        Debug.Assert((uint)index < (uint)Count(set));
        return Read(set + HeaderSize, Width(set), index);
    }

    /// <summary>A uniformly chosen integer of a set that is not empty.</summary>
    /// <param name="set">A set.</param>
    /// <param name="random">Uniform random bits.</param>
    public static long PickRandom(byte* set, uint random) => At(set, (int)(((ulong)random * (uint)Count(set)) >> 32));

    /// <summary>The smallest integer of a set that is not empty.</summary>
    /// <param name="set">A set.</param>
    public static long Min(byte* set) => At(set, 0);

    /// <summary>The largest integer of a set that is not empty.</summary>
    /// <param name="set">A set.</param>
    public static long Max(byte* set) => At(set, Count(set) - 1);

    /// <summary>Whether <paramref name="value"/> is in the set.</summary>
    /// <param name="set">A set.</param>
    /// <param name="value">Any value.</param>
    public static bool Contains(byte* set, long value) => WidthOf(value) <= Width(set) && TryFind(set, value, out _);

    /// <summary>Adds an integer.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="set">A set; may move.</param>
    /// <param name="value">Any value.</param>
    /// <returns>False when it was there already.</returns>
    public static bool Add(Arena arena, ref byte* set, long value)
    {
        if (WidthOf(value) > Width(set))
        {
            AddWidening(arena, ref set, value);
            return true;
        }

        if (TryFind(set, value, out var index))
        {
            return false;
        }

        var (count, width) = (Count(set), Width(set));
        Reserve(arena, ref set, count + 1, width);
        var slot = set + HeaderSize + ((long)index * width);
        var tail = (long)(count - index) * width;
        Buffer.MemoryCopy(slot, slot + width, tail, tail);
        Write(set + HeaderSize, width, index, value);
        WriteHeader(set, width, count + 1);
        return true;
    }

    /// <summary>Removes an integer.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="set">A set; may move.</param>
    /// <param name="value">Any value.</param>
    /// <returns>False when it was not there.</returns>
    public static bool Remove(Arena arena, ref byte* set, long value)
    {
        if (WidthOf(value) > Width(set) || !TryFind(set, value, out var index))
        {
            return false;
        }

        RemoveAt(arena, ref set, index);
        return true;
    }

    /// <summary>Removes the integer at an index.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="set">A set; may move.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public static void RemoveAt(Arena arena, ref byte* set, int index)
    {
        var (count, width) = (Count(set), Width(set));
        Debug.Assert((uint)index < (uint)count);
        var slot = set + HeaderSize + ((long)index * width);
        var tail = (long)(count - index - 1) * width;
        Buffer.MemoryCopy(slot + width, slot, tail, tail);
        WriteHeader(set, width, count - 1);
        set = arena.Reallocate(set, HeaderSize + ((long)(count - 1) * width));
    }

    /// <summary>Whether bytes from a file or a client are a set: known width, right length, strictly ascending, not empty.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= HeaderSize)
        {
            return false;
        }

        fixed (byte* set = bytes)
        {
            var width = Width(set);
            long count = Unsafe.ReadUnaligned<uint>(set + 4);
            if (width is not (2 or 4 or 8) || HeaderSize + (count * width) != bytes.Length)
            {
                return false;
            }

            for (var index = 1; index < count; index++)
            {
                if (At(set, index - 1) >= At(set, index))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static int WidthOf(long value) => value == (short)value ? 2 : value == (int)value ? 4 : 8;

    /// <summary>Finds a value, or the index at which it would have to be inserted.</summary>
    private static bool TryFind(byte* set, long value, out int index)
    {
        var values = set + HeaderSize;
        var (width, count) = (Width(set), Count(set));
        if (count > 0 && value > Read(values, width, count - 1))
        {
            index = count;
            return false;
        }

        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (Read(values, width, middle) < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        index = low;
        return low < count && Read(values, width, low) == value;
    }

    /// <summary>Adds a value too wide for the others, which therefore goes to one of the ends.</summary>
    private static void AddWidening(Arena arena, ref byte* set, long value)
    {
        var (count, old, width) = (Count(set), Width(set), WidthOf(value));
        Reserve(arena, ref set, count + 1, width);
        var values = set + HeaderSize;
        var first = value < 0 ? 1 : 0;

        // From the last one down, so that nothing is overwritten before it was read.
        for (var index = count - 1; index >= 0; index--)
        {
            Write(values, width, index + first, Read(values, old, index));
        }

        Write(values, width, value < 0 ? 0 : count, value);
        WriteHeader(set, width, count + 1);
    }

    private static void Reserve(Arena arena, ref byte* set, int count, int width)
    {
        var size = HeaderSize + ((long)count * width);
        if (Arena.UsableSize(set) < size)
        {
            set = arena.Reallocate(set, size);
        }
    }

    private static void WriteHeader(byte* set, int width, int count)
    {
        Unsafe.WriteUnaligned(set, width);
        Unsafe.WriteUnaligned(set + 4, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Read(byte* values, int width, int index) => width switch
    {
        2 => ((short*)values)[index],
        4 => ((int*)values)[index],
        _ => ((long*)values)[index],
    };

    private static void Write(byte* values, int width, int index, long value)
    {
        switch (width)
        {
            case 2:
                ((short*)values)[index] = (short)value;
                return;
            case 4:
                ((int*)values)[index] = (int)value;
                return;
            default:
                ((long*)values)[index] = value;
                return;
        }
    }
}
