namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>The process' resource limits as far as connections need them (getrlimit(2)).</summary>
public static unsafe class ProcessLimits
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE

    /// <summary>The number of descriptors the process may have open now (the soft limit).</summary>
    /// <exception cref="TransportException">The limit cannot be read.</exception>
    public static long Descriptors => Read().Soft;

    /// <summary>
    /// Tries to allow at least <paramref name="wanted"/> open descriptors: beyond the hard limit where the process is privileged, otherwise up to it.
    /// Never lowers a limit.
    /// </summary>
    /// <param name="wanted">How many descriptors are wanted.</param>
    /// <returns>The limit in force afterwards; it may be less than wanted.</returns>
    /// <exception cref="TransportException">The limit cannot be read.</exception>
    public static long EnsureDescriptors(long wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wanted);
        (long soft, long hard) = Read();
        if (soft >= wanted)
        {
            return soft;
        }

        if (hard >= wanted ? Write(wanted, hard) : Write(wanted, wanted) || Write(hard, hard))
        {
            return Read().Soft;
        }

        return soft;
    }

    private static (long Soft, long Hard) Read()
    {
        ulong* limits = stackalloc ulong[2];
        KernelError.Check(Libc.GetLimit(OpenFiles, limits), "getrlimit", "");
        return (Clamp(limits[0]), Clamp(limits[1]));
    }

    private static bool Write(long soft, long hard)
    {
        ulong* limits = stackalloc ulong[2] { Widen(soft), Widen(hard) };
        return Libc.SetLimit(OpenFiles, limits) >= 0;
    }

    // RLIM_INFINITY is all ones.
    private static long Clamp(ulong value) => value > long.MaxValue ? long.MaxValue : (long)value;

    private static ulong Widen(long value) => value == long.MaxValue ? ulong.MaxValue : (ulong)value;
}
