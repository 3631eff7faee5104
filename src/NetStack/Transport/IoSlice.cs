using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Transport;

/// <summary>One piece of a gathered send. Its layout is that of <c>struct iovec</c> (POSIX), so that a list of them can be passed to the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly unsafe struct IoSlice
{
    private readonly byte* _data;
    private readonly nuint _length;

    /// <summary>Names a piece of native memory.</summary>
    /// <param name="data">Its first byte.</param>
    /// <param name="length">Its size in bytes, not negative.</param>
    public IoSlice(byte* data, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _data = data;
        _length = (nuint)length;
    }

    /// <summary>The first byte.</summary>
    public byte* Data => _data;

    /// <summary>The size in bytes.</summary>
    public int Length => (int)_length;
}
