using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary><c>struct msghdr</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public nuint NameLength;
    public IoSlice* Slices;
    public nuint SliceCount;
    public void* Control;
    public nuint ControlLength;
    public nint Flags;
}
