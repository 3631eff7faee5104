using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// The memory calls of the Linux kernel that the arena needs. Every method reports refusal by returning null or false and
/// leaves the mapping as it was; the caller decides whether that is an error.
/// </summary>
internal static unsafe partial class OsMemory
{
    /// <summary>Granularity of the kernel's accounting: blocks above the small classes are multiples of it.</summary>
    public const int PageSize = 4096;

    private const int ProtNone = 0;
    private const int ProtReadWrite = 3;
    private const int MapPrivateAnonymousNoReserve = 0x02 | 0x20 | 0x4000;
    private const int AdviceDontNeed = 4;
    private const int AdviceNoHugePages = 15;
    private const int RemapMayMove = 1;
    private const int RemapFixed = 2;
    private static readonly void* MapFailed = (void*)-1;

    /// <summary>Maps zeroed memory so that <c>result + offset</c> is a multiple of <paramref name="alignment"/>.</summary>
    /// <param name="length">Bytes, a multiple of <see cref="PageSize"/>.</param>
    /// <param name="alignment">A power of two, at least <see cref="PageSize"/>.</param>
    /// <param name="offset">Distance from the start to the aligned address, a multiple of <see cref="PageSize"/>.</param>
    /// <param name="hint">Where the mapping would fit well, or null.</param>
    /// <returns>The start of the mapping, or null when the kernel refuses.</returns>
    public static byte* Map(long length, long alignment, long offset, byte* hint) =>
        MapAligned(length, alignment, offset, hint, ProtReadWrite);

    /// <summary>Returns a range to the kernel.</summary>
    public static void Unmap(byte* start, long length)
    {
        if (munmap(start, (nuint)length) != 0)
        {
            // Only possible for a range that was never mapped, or when splitting a mapping exceeds vm.max_map_count;
            // in both cases going on would make the accounting a lie.
            throw new InvalidOperationException($"munmap of {length} bytes failed (errno {Marshal.GetLastPInvokeError()})");
        }
    }

    /// <summary>
    /// Drops the contents of whole pages, which cost no memory until they are touched again. The kernel may decline, for locked
    /// memory for instance; the pages then stay, which is no error.
    /// </summary>
    public static void Discard(byte* start, long length) => madvise(start, (nuint)length, AdviceDontNeed);

    /// <summary>
    /// Asks for pages of <see cref="PageSize"/> where the system would take huge ones by itself. A kernel without huge pages refuses, which is
    /// no error.
    /// </summary>
    public static void PreferSmallPages(byte* start, long length) => madvise(start, (nuint)length, AdviceNoHugePages);

    /// <summary>Changes the length of a mapping without moving it.</summary>
    public static bool TryResizeInPlace(byte* start, long oldLength, long newLength) =>
        mremap(start, (nuint)oldLength, (nuint)newLength, 0, null) != MapFailed;

    /// <summary>Moves the pages of a mapping, without copying, to an aligned place of another length.</summary>
    /// <returns>The new start, or null when the kernel refuses (the old mapping then stays).</returns>
    public static byte* MoveAligned(byte* start, long oldLength, long newLength, long alignment, long offset)
    {
        byte* target = MapAligned(newLength, alignment, offset, null, ProtNone);
        if (target == null)
        {
            return null;
        }

        if (mremap(start, (nuint)oldLength, (nuint)newLength, RemapMayMove | RemapFixed, target) == MapFailed)
        {
            Unmap(target, newLength);
            return null;
        }

        return target;
    }

    private static byte* MapAligned(long length, long alignment, long offset, byte* hint, int protection)
    {
        if (hint != null)
        {
            byte* near = (byte*)mmap(hint, (nuint)length, protection, MapPrivateAnonymousNoReserve, -1, 0);
            if (near != MapFailed)
            {
                if (((nuint)(near + offset) & (nuint)(alignment - 1)) == 0)
                {
                    return near;
                }

                Unmap(near, length);
            }
        }

        long reserved = length + alignment;
        byte* raw = (byte*)mmap(null, (nuint)reserved, protection, MapPrivateAnonymousNoReserve, -1, 0);
        if (raw == MapFailed)
        {
            return null;
        }

        nuint aligned = ((nuint)(raw + offset) + (nuint)(alignment - 1)) & ~(nuint)(alignment - 1);
        byte* start = (byte*)aligned - offset;
        CutOff(raw, start);
        CutOff(start + length, raw + reserved);
        return start;
    }

    private static void CutOff(byte* from, byte* to)
    {
        if (to > from)
        {
            Unmap(from, to - from);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mremap(void* address, nuint oldLength, nuint newLength, int flags, void* newAddress);
}
