using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Devices;

/// <summary>
/// A handle to one packet in native memory: a DPDK mbuf, or a block of a <see cref="PacketPool"/>. Copying the handle does not copy the packet;
/// exactly one holder owns it at a time, and gives it back through <see cref="INicQueue.Free"/> or away through
/// <see cref="INicQueue.TransmitBurst"/>. The default value owns nothing.
/// </summary>
/// <remarks>Its layout is that of <c>struct packet</c> in <c>Native/dpdk_shim.c</c>, which fills in whole bursts of them.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct PacketBuffer
{
    /// <summary>Start of the memory that belongs to the packet.</summary>
    public byte* Memory;

    /// <summary>The device's own name for the packet: an mbuf pointer or a block number.</summary>
    public nint Owner;

    /// <summary>Bytes usable from <see cref="Memory"/>.</summary>
    public int Capacity;

    /// <summary>Where the frame starts, counted from <see cref="Memory"/>.</summary>
    public int Offset;

    /// <summary>Bytes of the frame.</summary>
    public int Length;

    /// <summary>Results and requests of checksum offload.</summary>
    public PacketFlags Flags;

    /// <summary>Bytes of the link header; set on packets that ask for offload.</summary>
    public byte LinkHeaderLength;

    /// <summary>Bytes of the IP header; set on packets that ask for offload.</summary>
    public byte NetworkHeaderLength;

    /// <summary>True if the handle owns nothing.</summary>
    public readonly bool IsEmpty => Memory == null;

    /// <summary>First byte of the frame.</summary>
    public readonly byte* Data => Memory + Offset;

    /// <summary>The frame.</summary>
    public readonly Span<byte> Bytes
    {
        get
        {
            Debug.Assert(Memory != null && Offset >= 0 && Length >= 0 && Offset + Length <= Capacity);
            return new(Memory + Offset, Length);
        }
    }

    /// <summary>All memory from the frame's start to the end of the buffer: room to write a frame into.</summary>
    public readonly Span<byte> Room => new(Memory + Offset, Capacity - Offset);

    /// <summary>Gives the packet away: returns the handle and leaves this one empty.</summary>
    public PacketBuffer Take()
    {
        var taken = this;
        Memory = null;
        return taken;
    }
}
