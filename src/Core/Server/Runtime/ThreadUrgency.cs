using System.Runtime.InteropServices;

namespace MtcpRedis.Server.Runtime;

/// <summary>How urgent a thread is to the scheduler (<c>setpriority(2)</c>).</summary>
internal static partial class ThreadUrgency
{
    private const int OneThread = 0;
    private const int CallingThread = 0;
    private const int Most = -20;

    /// <summary>
    /// Makes the calling thread as urgent as ordinary threads can be: whoever else wants its processor, as the kernel's own threads do, gets it more
    /// seldom and for no longer than a tick.
    /// </summary>
    /// <returns>False if the system does not allow it; it asks for CAP_SYS_NICE.</returns>
    public static bool TryRaise() => SetPriority(OneThread, CallingThread, Most) == 0;

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int value);
}
