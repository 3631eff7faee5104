using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>A string in a block of its own: <c>[length 8][bytes]</c>; the slack of the block is room to grow.</summary>
internal static unsafe class LargeString
{
    /// <summary>Most spare room that a growing string is given, in bytes.</summary>
    public const long MaxSpare = 1024 * 1024;

    private const int HeaderSize = 8;

    /// <summary>Makes a block for <paramref name="length"/> bytes with room for <paramref name="capacity"/>; contents undefined.</summary>
    public static byte* Create(Arena arena, long length, long capacity)
    {
        byte* block = arena.Allocate(HeaderSize + Math.Max(length, capacity));
        *(long*)block = length;
        return block;
    }

    /// <summary>Length in bytes.</summary>
    public static long Length(byte* block) => *(long*)block;

    /// <summary>The bytes.</summary>
    public static Span<byte> Bytes(byte* block) => new(block + HeaderSize, (int)Length(block));

    /// <summary>Changes the length; new bytes are undefined. The block may move.</summary>
    public static byte* Resize(Arena arena, byte* block, long length, bool greedy)
    {
        long have = Arena.UsableSize(block) - HeaderSize;
        if (length > have)
        {
            // Growing strings tend to grow again: double them up to 1 MiB of spare room, as appends would otherwise copy every time.
            long spare = greedy ? Math.Min(length, MaxSpare) : 0;
            block = arena.Reallocate(block, HeaderSize + length + spare);
        }
        *(long*)block = length;
        return block;
    }
}
