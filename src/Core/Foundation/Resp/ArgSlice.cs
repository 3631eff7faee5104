using System.Runtime.CompilerServices;

namespace MtcpRedis.Core.Resp;

/// <summary>One argument of a command, where it lies in the received bytes.</summary>
/// <remarks>The memory belongs to the connection's receive buffer and is valid until the command was answered.</remarks>
public readonly unsafe struct ArgSlice
{
    /// <summary>Makes a slice of <paramref name="length"/> bytes at <paramref name="pointer"/>.</summary>
    public ArgSlice(byte* pointer, int length)
    {
        Pointer = pointer;
        Length = length;
    }

    /// <summary>First byte of the argument.</summary>
    public readonly byte* Pointer;

    /// <summary>Length in bytes, 0 to <c>proto-max-bulk-len</c>.</summary>
    public readonly int Length;

    /// <summary>The argument's bytes.</summary>
    public ReadOnlySpan<byte> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Pointer, Length);
    }
}
