using System.Runtime.InteropServices;
using System.Text;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>The EAL of this process: started once, for the life of the process, because DPDK cannot be started again after it failed or ended.</summary>
internal static unsafe class DpdkEnvironment
{
    private static readonly Lock s_gate = new();
    private static EalArguments? s_started;
    private static DpdkException? s_failed;

    /// <summary>Release of the DPDK in use, for example <c>DPDK 22.11.11</c>; only after <see cref="Start"/>.</summary>
    internal static string Version => Marshal.PtrToStringUTF8((nint)DpdkNative.Version()) ?? "";

    /// <summary>Starts the EAL, or finds it started with the same arguments.</summary>
    /// <returns>The arguments it runs with.</returns>
    /// <exception cref="DpdkException">It cannot be started, or runs already with other arguments.</exception>
    internal static EalArguments Start(DpdkOptions options)
    {
        lock (s_gate)
        {
            if (s_failed is not null)
                throw s_failed;
            if (s_started is not null)
                return s_started;
            CheckLibrary();
            var arguments = EalArguments.For(options, Hugepages.FreeMegabytes, Environment.ProcessorCount);
            // The EAL changes the calling thread (affinity, signals), so it gets one of its own that ends at once.
            var code = 0;
            var thread = new Thread(() => code = Init(arguments.Values)) { Name = "dpdk-init" };
            thread.Start();
            thread.Join();
            if (code < 0)
                throw s_failed = new DpdkException($"DPDK does not start: {DpdkNative.Text(code)}; its arguments were: {string.Join(' ', arguments.Values.Skip(1))}");
            return s_started = arguments;
        }
    }

    private static void CheckLibrary()
    {
        try
        {
            if (DpdkNative.PacketSize() != sizeof(PacketBuffer))
                throw new DpdkException("libmtcp_dpdk.so was built from other sources; build again");
        }
        catch (DllNotFoundException e)
        {
            throw new DpdkException(LibraryAdvice, e);
        }
    }

    private const string LibraryAdvice =
        "this build has no DPDK; run: apt-get install --no-install-recommends libdpdk-dev gcc pkg-config librte-mempool-ring23 librte-net-af-packet23, "
        + "and build again (on another release of Debian than 12 the last two are called otherwise)";

    private static int Init(IReadOnlyList<string> arguments)
    {
        // DPDK keeps pointers into its arguments, so they are never freed.
        var vector = (byte**)NativeMemory.Alloc((nuint)(arguments.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < arguments.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(arguments[i] + '\0');
            vector[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(vector[i], bytes.Length));
        }
        vector[arguments.Count] = null;
        return DpdkNative.Init(arguments.Count, vector);
    }
}
