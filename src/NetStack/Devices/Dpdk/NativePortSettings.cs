using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary><c>struct port_settings</c> of the shim.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePortSettings
{
    internal int Queues;
    internal int ReceiveDescriptors;
    internal int TransmitDescriptors;
    internal int Mtu;
    internal int ReceiveChecksums;
    internal int TransmitChecksums;
    internal int Promiscuous;
    internal int HashKeyLength;
    internal fixed byte HashKey[64];
}
