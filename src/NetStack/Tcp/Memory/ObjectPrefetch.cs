using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MtcpRedis.NetStack.Tcp.Memory;

/// <summary>Starts to load objects into the cache that will be needed a little later: with a thousand connections none of them is still there.</summary>
public static unsafe class ObjectPrefetch
{
    /// <summary>The most that can be asked for at once.</summary>
    public const int MostBytes = 9 * CacheLine;

    private const int CacheLine = 64;

    /// <summary>Starts to load an object. It may be moved meanwhile; then the wrong bytes are loaded, which does no harm.</summary>
    /// <param name="target">The object.</param>
    /// <param name="bytes">How much of it, from its beginning; a constant, at most <see cref="MostBytes"/>.</param>
    /// <remarks>No loop: the compiler would keep it, and its steps cost three times what the prefetches cost.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Start(object target, int bytes)
    {
        Debug.Assert(bytes is > 0 and <= MostBytes, "lines beyond the last one would be left out");
        if (!Sse.IsSupported)
            return;
        var at = *(byte**)Unsafe.AsPointer(ref target);
        Sse.Prefetch0(at);
        StartLine(at, 1, bytes);
        StartLine(at, 2, bytes);
        StartLine(at, 3, bytes);
        StartLine(at, 4, bytes);
        StartLine(at, 5, bytes);
        StartLine(at, 6, bytes);
        StartLine(at, 7, bytes);
        StartLine(at, 8, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartLine(byte* start, int line, int bytes)
    {
        if (line * CacheLine < bytes)
            Sse.Prefetch0(start + line * CacheLine);
    }
}
