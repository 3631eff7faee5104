using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary><c>struct port_link</c> of the shim.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePortLink
{
    internal int IsUp;
    internal int Megabits;
    internal int IsFullDuplex;
}
