using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary><c>struct port_info</c> of the shim.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePortInfo
{
    internal fixed byte Driver[32];
    internal fixed byte Mac[8];
    internal int MaxReceiveQueues;
    internal int MaxTransmitQueues;
    internal int MinMtu;
    internal int MaxMtu;
    internal int Mtu;
    internal int RedirectionTableSize;
    internal int HashKeySize;
    internal int NumaNode;
    internal int ReceiveChecksums;
    internal int TransmitChecksums;
    internal int CanHashTcp;
}
