using System.Runtime.InteropServices;

namespace MtcpRedis.Server.Runtime;

/// <summary>Binds threads to processors (<c>sched_setaffinity(2)</c>).</summary>
internal static unsafe partial class ThreadAffinity
{
    private const int MaskWords = 16;

    /// <summary>Binds the calling thread to one processor.</summary>
    /// <exception cref="InvalidOperationException">The processor does not exist or is not allowed for this process.</exception>
    public static void Pin(int processor)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)processor, (uint)MaskWords * 64);
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        mask[processor / 64] = 1UL << (processor % 64);
        if (SetAffinity(0, MaskWords * sizeof(ulong), mask) != 0)
        {
            string reason = Marshal.GetLastPInvokeErrorMessage();
            throw new InvalidOperationException($"A core's thread cannot be pinned to processor {processor}: {reason}. Use mtcp.pin = off.");
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int pid, nuint size, ulong* mask);
}
