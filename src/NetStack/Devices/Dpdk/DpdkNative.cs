using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>The functions of <c>Native/dpdk_shim.c</c>; what they mean is said there. Results below 0 are negated errno values.</summary>
/// <remarks>
/// Burst calls may enter the kernel (af_packet, af_xdp, tap), so they are ordinary transitions: one that is hidden from the garbage collector would
/// hold it up. The difference is 2 ns per burst.
/// </remarks>
internal static unsafe partial class DpdkNative
{
    internal const string Library = "mtcp_dpdk";

    [LibraryImport(Library, EntryPoint = "mtcp_packet_size")]
    internal static partial int PacketSize();

    [LibraryImport(Library, EntryPoint = "mtcp_version")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "mtcp_error")]
    internal static partial int Error();

    [LibraryImport(Library, EntryPoint = "mtcp_error_text")]
    internal static partial byte* ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "mtcp_init")]
    internal static partial int Init(int count, byte** arguments);

    [LibraryImport(Library, EntryPoint = "mtcp_register_thread")]
    internal static partial int RegisterThread();

    [LibraryImport(Library, EntryPoint = "mtcp_port_find", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int PortFind(string name);

    [LibraryImport(Library, EntryPoint = "mtcp_port_info")]
    internal static partial int PortInfo(int port, NativePortInfo* into);

    [LibraryImport(Library, EntryPoint = "mtcp_port_start")]
    internal static partial int PortStart(int port, NativePortSettings* settings, nint* pools);

    [LibraryImport(Library, EntryPoint = "mtcp_port_close")]
    internal static partial int PortClose(int port);

    [LibraryImport(Library, EntryPoint = "mtcp_port_spread")]
    internal static partial int PortSpread(int port, int size, int queues, ushort* table, byte* key, int keyLength);

    [LibraryImport(Library, EntryPoint = "mtcp_port_link")]
    internal static partial int PortLink(int port, NativePortLink* into);

    [LibraryImport(Library, EntryPoint = "mtcp_port_counters")]
    internal static partial int PortCounters(int port, NativePortCounters* into);

    [LibraryImport(Library, EntryPoint = "mtcp_pool_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint PoolCreate(string name, int count, int dataRoom, int pageSized, int numaNode);

    [LibraryImport(Library, EntryPoint = "mtcp_pool_free")]
    internal static partial void PoolFree(nint pool);

    [LibraryImport(Library, EntryPoint = "mtcp_pool_available")]
    internal static partial int PoolAvailable(nint pool);

    [LibraryImport(Library, EntryPoint = "mtcp_receive")]
    internal static partial int Receive(int port, int queue, PacketBuffer* into, int count, long* skipped);

    [LibraryImport(Library, EntryPoint = "mtcp_transmit")]
    internal static partial int Transmit(int port, int queue, PacketBuffer* packets, int count);

    [LibraryImport(Library, EntryPoint = "mtcp_allocate")]
    internal static partial int Allocate(nint pool, PacketBuffer* into, int count);

    [LibraryImport(Library, EntryPoint = "mtcp_free")]
    internal static partial void Free(PacketBuffer* packets, int count);

    /// <summary>The text of a negated errno value.</summary>
    internal static string Text(int code) => Marshal.PtrToStringUTF8((nint)ErrorText(-code)) ?? $"error {-code}";
}
