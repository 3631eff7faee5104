using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MtcpRedis.NetStack.Tcp.Memory;

/// <summary>Starts to load objects into the cache that will be needed a little later: with a thousand connections none of them is still there.</summary>
public static unsafe class ObjectPrefetch
{
    private const int CacheLine = 64;

    /// <summary>Starts to load an object. It may be moved meanwhile; then the wrong bytes are loaded, which does no harm.</summary>
    /// <param name="target">The object.</param>
    /// <param name="bytes">How much of it, from its beginning.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Start(object target, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        var at = *(byte**)Unsafe.AsPointer(ref target);
        for (var offset = 0; offset < bytes; offset += CacheLine)
            Sse.Prefetch0(at + offset);
    }
}
