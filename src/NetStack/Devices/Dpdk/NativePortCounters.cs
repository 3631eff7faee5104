using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary><c>struct port_counters</c> of the shim.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePortCounters
{
    internal ulong ReceivedPackets;
    internal ulong SentPackets;
    internal ulong ReceivedBytes;
    internal ulong SentBytes;
    internal ulong Missed;
    internal ulong ReceiveErrors;
    internal ulong SendErrors;
    internal ulong NoBuffer;
}
