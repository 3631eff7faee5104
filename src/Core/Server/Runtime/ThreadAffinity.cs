using System.Runtime.InteropServices;

namespace MtcpRedis.Server.Runtime;

/// <summary>Which processors threads may run on (<c>sched_setaffinity(2)</c>).</summary>
internal static unsafe partial class ThreadAffinity
{
    private const int MaskWords = 16;
    private const int MaskBytes = MaskWords * sizeof(ulong);
    private const int NoSuchThread = 3;

    /// <summary>The processors that the calling thread may run on, in rising order.</summary>
    public static int[] Allowed()
    {
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        if (GetAffinity(0, MaskBytes, mask) < 0)
            throw new InvalidOperationException($"The system does not tell which processors may be used: {Marshal.GetLastPInvokeErrorMessage()}.");
        ulong* words = mask;
        return [.. Enumerable.Range(0, MaskWords * 64).Where(i => (words[i / 64] >> (i % 64) & 1) != 0)];
    }

    /// <summary>Binds the calling thread to one processor.</summary>
    /// <exception cref="Config.ConfigException">The processor does not exist or is not allowed for this process.</exception>
    public static void Pin(int processor)
    {
        if (!TrySet(0, [processor]))
            throw new Config.ConfigException($"A core's thread cannot be pinned to processor {processor}: {Marshal.GetLastPInvokeErrorMessage()}. Use mtcp.pin = off.");
    }

    /// <summary>Lets a thread of this process run on some processors only.</summary>
    /// <returns>False if the system does not allow it; a thread that has ended counts as done.</returns>
    public static bool TryConfine(int thread, IReadOnlyList<int> processors) =>
        TrySet(thread, processors) || Marshal.GetLastPInvokeError() == NoSuchThread;

    /// <summary>The calling thread's number in <c>/proc/self/task</c>.</summary>
    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int CurrentThread();

    private static bool TrySet(int thread, IReadOnlyList<int> processors)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        foreach (int processor in processors)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)processor, (uint)MaskWords * 64);
            mask[processor / 64] |= 1UL << (processor % 64);
        }
        return SetAffinity(thread, MaskBytes, mask) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);
}
