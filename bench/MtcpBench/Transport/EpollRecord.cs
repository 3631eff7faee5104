using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Bench.Transport;

/// <summary>Layout of the kernel's epoll_event: packed to 12 bytes on x86-64, 16 bytes elsewhere.</summary>
internal static unsafe class EpollRecord
{
    /// <summary>Bytes of one record.</summary>
    public static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static readonly int DataOffset = Size - 8;

    /// <summary>Writes a record.</summary>
    public static void Write(byte* record, uint events, int data)
    {
        Unsafe.WriteUnaligned(record, events);
        Unsafe.WriteUnaligned(record + DataOffset, (long)data);
    }

    /// <summary>The events of a record.</summary>
    public static uint Events(byte* record) => Unsafe.ReadUnaligned<uint>(record);

    /// <summary>The number given when the descriptor was added.</summary>
    public static int Data(byte* record) => (int)Unsafe.ReadUnaligned<long>(record + DataOffset);
}
