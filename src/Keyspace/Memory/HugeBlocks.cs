using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Blocks with a mapping of their own. A block starts at a multiple of the segment length, where no block of a segment can start,
/// and is described by a header in the page before it.
/// </summary>
internal sealed unsafe class HugeBlocks(MappingBudget budget) : IDisposable
{
    private const long Alignment = Segment.Length;

    private Header* _first;

    /// <summary>Whether the address can only be that of a huge block.</summary>
    public static bool IsHuge(byte* block) => ((nuint)block & (nuint)(Alignment - 1)) == 0;

    /// <summary>Bytes usable in a block.</summary>
    public static long SizeOf(byte* block) => HeaderOf(block)->Size;

    /// <summary>Maps a block.</summary>
    /// <param name="size">Bytes, a multiple of the kernel's page size.</param>
    /// <returns>The block, zeroed, or null when the kernel refuses.</returns>
    public byte* Allocate(long size)
    {
        long length = size + OsMemory.PageSize;
        byte* start = budget.Allows(length) ? OsMemory.Map(length, Alignment, OsMemory.PageSize, null) : null;
        if (start == null)
        {
            return null;
        }

        byte* block = start + OsMemory.PageSize;
        budget.Add(length);
        HeaderOf(block)->Size = size;
        Link(block);
        return block;
    }

    /// <summary>Unmaps a block.</summary>
    public void Free(byte* block)
    {
        Unlink(block);
        long length = SizeOf(block) + OsMemory.PageSize;
        budget.Add(-length);
        OsMemory.Unmap(block - OsMemory.PageSize, length);
    }

    /// <summary>Changes the size of a block in place or by moving its pages; nothing is copied.</summary>
    /// <returns>The block, or null when the kernel refuses (the old block then stays).</returns>
    public byte* Resize(byte* block, long size)
    {
        byte* start = block - OsMemory.PageSize;
        long oldLength = SizeOf(block) + OsMemory.PageSize;
        long newLength = size + OsMemory.PageSize;
        if (!budget.Allows(newLength - oldLength))
        {
            return null;
        }

        if (!OsMemory.TryResizeInPlace(start, oldLength, newLength))
        {
            byte* moved = OsMemory.MoveAligned(start, oldLength, newLength, Alignment, OsMemory.PageSize);
            if (moved == null)
            {
                return null;
            }

            block = moved + OsMemory.PageSize;
            Relink(block);
        }

        budget.Add(newLength - oldLength);
        HeaderOf(block)->Size = size;
        return block;
    }

    /// <summary>Unmaps all blocks.</summary>
    public void Dispose()
    {
        while (_first != null)
        {
            Free(BlockOf(_first));
        }
    }

    private static Header* HeaderOf(byte* block) => (Header*)(block - OsMemory.PageSize);

    private static byte* BlockOf(Header* header) => (byte*)header + OsMemory.PageSize;

    private void Link(byte* block)
    {
        Header* header = HeaderOf(block);
        header->Previous = null;
        header->Next = _first;
        if (_first != null)
        {
            _first->Previous = header;
        }

        _first = header;
    }

    private void Unlink(byte* block)
    {
        Header* header = HeaderOf(block);
        if (header->Next != null)
        {
            header->Next->Previous = header->Previous;
        }

        if (header->Previous != null)
        {
            header->Previous->Next = header->Next;
        }
        else
        {
            _first = header->Next;
        }
    }

    // The header moved together with its block: the neighbours still point at the old place.
    private void Relink(byte* block)
    {
        Header* header = HeaderOf(block);
        if (header->Next != null)
        {
            header->Next->Previous = header;
        }

        if (header->Previous != null)
        {
            header->Previous->Next = header;
        }
        else
        {
            _first = header;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public long Size;
        public Header* Next;
        public Header* Previous;
    }
}
