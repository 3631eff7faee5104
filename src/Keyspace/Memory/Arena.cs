using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Native memory of one shard. Blocks up to 32 KiB come from size classes, larger ones have pages or a mapping of their own; the
/// bytes handed out are counted exactly. Blocks are aligned to 8 bytes and their contents are undefined.
/// </summary>
/// <remarks>
/// An arena has no locks: one thread at a time may use it, and handing it to another thread needs a memory barrier in between, as
/// passing a message has. Blocks are not freed by the garbage collector; <see cref="Dispose"/> returns all memory at once.
/// Debug builds fill new blocks with 0xCD and freed ones with 0xDD and assert that what is freed is a live block of this arena.
/// </remarks>
public sealed unsafe class Arena : IDisposable
{
    // Up to this size a block is a run of pages inside a segment; the kernel limits the number of mappings of a process.
    private const long MaxPaged = 1024 * 1024;

    // No process has more address space; the bound keeps sums free of overflow.
    private const long MaxRequest = 1L << 47;

    private readonly MappingBudget _budget = new();
    private readonly PageHeap _pages;
    private readonly HugeBlocks _huge;
    private readonly RunLists _runs;
    private readonly LiveBlocks _live = new();
    private PageRun** _heads;
    private long _usedBytes;
    private long _blockCount;
    private bool _disposed;

    /// <summary>Creates an arena that holds no memory yet.</summary>
    public Arena()
    {
        _pages = new PageHeap(_budget);
        _huge = new HugeBlocks(_budget);
        _runs = new RunLists(_pages);
        _heads = _runs.Heads;
    }

    /// <summary>Sum of the sizes of all blocks handed out, in bytes: <see cref="UsableSize"/> over every live block.</summary>
    public long UsedBytes => _usedBytes;

    /// <summary>Number of blocks handed out.</summary>
    public long BlockCount => _blockCount;

    /// <summary>Bytes of address space taken from the operating system. Pages never touched do not occupy memory.</summary>
    public long MappedBytes => _budget.MappedBytes;

    /// <summary>The address space held, for tests that bound it.</summary>
    internal MappingBudget Budget => _budget;

    /// <summary>The size of the block that a request of <paramref name="size"/> bytes gets.</summary>
    /// <param name="size">Bytes, not negative; 0 counts as 1.</param>
    public static long RoundUp(long size) =>
        (ulong)size <= SizeClasses.MaxSmall
            ? SizeClasses.SizeOf(SizeClasses.IndexOf(size))
            : (size + (OsMemory.PageSize - 1)) & ~(OsMemory.PageSize - 1L);

    /// <summary>The size of a live block in bytes, at least what was asked for. All of it may be used.</summary>
    public static long UsableSize(byte* block) =>
        HugeBlocks.IsHuge(block) ? HugeBlocks.SizeOf(block) : PageRun.Of(block)->BlockSize;

    /// <summary>Takes a block.</summary>
    /// <param name="size">Bytes wanted, not negative.</param>
    /// <returns>A block of <see cref="RoundUp"/> bytes with undefined contents.</returns>
    /// <exception cref="OutOfMemoryException">The operating system refuses memory; the arena is unchanged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Allocate(long size)
    {
        byte* block = TryAllocate(size);
        if (block == null)
        {
            ThrowOutOfMemory(size);
        }

        return block;
    }

    /// <summary>Takes a block, or nothing when there is no memory.</summary>
    /// <param name="size">Bytes wanted, not negative.</param>
    /// <returns>A block as from <see cref="Allocate"/>, or null when the operating system refuses memory.</returns>
    public byte* TryAllocate(long size)
    {
        if ((ulong)size > SizeClasses.MaxSmall)
        {
            return AllocateLarge(size);
        }

        int sizeClass = SizeClasses.IndexOf(size);
        PageRun* run = _heads[sizeClass];
        return run->HasRoom ? Take(run) : TakeFromNext(sizeClass);
    }

    /// <summary>Changes the size of a block and keeps its contents up to the smaller of both sizes.</summary>
    /// <param name="block">A live block, or null to take a new one.</param>
    /// <param name="newSize">Bytes wanted, not negative.</param>
    /// <returns>
    /// The block, which moved unless its size class still fits. A block shrinks only when that saves at least a quarter of it.
    /// </returns>
    /// <exception cref="OutOfMemoryException">The operating system refuses memory; the old block stays as it was.</exception>
    public byte* Reallocate(byte* block, long newSize)
    {
        if (block == null)
        {
            return Allocate(newSize);
        }

        ArgumentOutOfRangeException.ThrowIfNegative(newSize);
        _live.AssertLive(block);
        if (newSize > MaxRequest)
        {
            ThrowOutOfMemory(newSize);
        }

        long usable = UsableSize(block);
        if (newSize <= usable && RoundUp(newSize) > usable - (usable / 4))
        {
            return block;
        }

        if (newSize > SizeClasses.MaxSmall && usable > SizeClasses.MaxSmall)
        {
            byte* resized = ResizeLarge(block, usable, RoundUp(newSize));
            if (resized != null)
            {
                return resized;
            }
        }

        return Move(block, usable, newSize);
    }

    /// <summary>Takes a block back.</summary>
    /// <param name="block">A live block of this arena, or null for nothing.</param>
    public void Free(byte* block)
    {
        if (HugeBlocks.IsHuge(block))
        {
            FreeHuge(block);
            return;
        }

        _live.AssertLive(block);
        PageRun* run = PageRun.Of(block);
        Leave(block, run->BlockSize);
        *(byte**)block = run->FreeList;
        run->FreeList = block;
        run->Live--;
        if (run->Live == 0 || !run->Listed)
        {
            FreeSlow(run);
        }
    }

    /// <summary>Returns all memory that no block uses to the operating system; worth calling after much was freed.</summary>
    public void Trim()
    {
        _runs.ReleaseEmpty();
        _pages.Trim();
    }

    /// <summary>Returns all memory to the operating system. Every block becomes invalid.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _heads = null;
        _usedBytes = 0;
        _blockCount = 0;
        _live.Clear();
        _runs.Dispose();
        _huge.Dispose();
        _pages.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Take(PageRun* run)
    {
        byte* block = run->FreeList;
        if (block != null)
        {
            byte* next = *(byte**)block;
            run->FreeList = next;
            if (Sse.IsSupported)
            {
                // After random frees the next block is anywhere in the run: its link, and what the caller will write, come early.
                Sse.Prefetch0(next);
            }
        }
        else
        {
            block = run->Bump;
            run->Bump = block + run->BlockSize;
        }

        run->Live++;
        Enter(block, run->BlockSize);
        return block;
    }

    // Kept out of the callers so that they need to save few registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* TakeFromNext(int sizeClass)
    {
        PageRun* run = _runs.Advance(sizeClass);
        return run == null ? null : Take(run);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(byte* block, long size)
    {
        _usedBytes += size;
        _blockCount++;
        _live.Add(block, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(byte* block, long size)
    {
        _live.Remove(block, size);
        _usedBytes -= size;
        _blockCount--;
    }

    private byte* AllocateLarge(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (size > MaxRequest)
        {
            return null;
        }

        long rounded = RoundUp(size);
        byte* block = rounded > MaxPaged ? AllocateHuge(rounded) : AllocatePaged(rounded);
        if (block != null)
        {
            Enter(block, rounded);
        }

        return block;
    }

    private byte* AllocateHuge(long size)
    {
        byte* block = _huge.Allocate(size);
        if (block == null)
        {
            // What is held in reserve may be what is missing.
            Trim();
            block = _huge.Allocate(size);
        }

        return block;
    }

    private byte* AllocatePaged(long size)
    {
        PageRun* run = _runs.TakePages(PagesOf(size));
        if (run == null)
        {
            return null;
        }

        run->Class = PageRun.SingleBlock;
        run->BlockSize = (int)size;
        run->Live = 1;
        return PageRun.StartOf(run);
    }

    private static int PagesOf(long size) => (int)((size + (Segment.PageSize - 1)) >> Segment.PageBits);

    // Null: this cannot be done by changing the mapping, the contents have to be copied.
    private byte* ResizeLarge(byte* block, long oldSize, long newSize)
    {
        if (HugeBlocks.IsHuge(block) != (newSize > MaxPaged))
        {
            return null;
        }

        _live.Remove(block, 0);
        byte* resized = HugeBlocks.IsHuge(block) ? _huge.Resize(block, newSize) : ResizePaged(block, oldSize, newSize);
        _live.Add(resized != null ? resized : block, 0);
        _usedBytes += resized != null ? newSize - oldSize : 0;
        return resized;
    }

    private byte* ResizePaged(byte* block, long oldSize, long newSize)
    {
        PageRun* run = PageRun.Of(block);
        if (!_pages.TryResize(run, PagesOf(newSize)))
        {
            return null;
        }

        long kept = Math.Min(oldSize, (long)run->Pages << Segment.PageBits);
        if (newSize < kept)
        {
            OsMemory.Discard(block + newSize, kept - newSize);
        }

        run->BlockSize = (int)newSize;
        return block;
    }

    private byte* Move(byte* block, long usable, long newSize)
    {
        byte* moved = TryAllocate(newSize);
        if (moved == null)
        {
            if (newSize > usable)
            {
                ThrowOutOfMemory(newSize);
            }

            return block;
        }

        Buffer.MemoryCopy(block, moved, newSize, Math.Min(usable, newSize));
        Free(block);
        return moved;
    }

    private void FreeSlow(PageRun* run)
    {
        if (run->Class == PageRun.SingleBlock)
        {
            _pages.Free(run);
        }
        else
        {
            _runs.OnFreed(run);
        }
    }

    private void FreeHuge(byte* block)
    {
        if (block != null)
        {
            _live.AssertLive(block);
            Leave(block, HugeBlocks.SizeOf(block));
            _huge.Free(block);
        }
    }

    [DoesNotReturn]
    internal void ThrowOutOfMemory(long size) =>
        throw new OutOfMemoryException(
            $"The operating system refused memory for a block of {size} bytes; the shard holds {MappedBytes} bytes"
            + " (see ulimit -v, vm.overcommit_memory, vm.max_map_count and the memory limit of the container)");
}
