using System.Runtime.InteropServices;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>Arguments copied to native memory, for a call that outlives the bytes it was received in.</summary>
public sealed unsafe class ArgumentCopy : IDisposable
{
    private byte* _block;

    /// <summary>Copies the arguments.</summary>
    public ArgumentCopy(ReadOnlySpan<byte[]> arguments)
    {
        long total = 0;
        foreach (byte[] argument in arguments)
            total += argument.Length;
        Allocate(arguments.Length, total);
        for (int i = 0; i < arguments.Length; i++)
            Put(i, arguments[i]);
    }

    /// <summary>Copies the arguments.</summary>
    public ArgumentCopy(ArgSlice* arguments, int count)
    {
        long total = 0;
        for (int i = 0; i < count; i++)
            total += arguments[i].Length;
        Allocate(count, total);
        for (int i = 0; i < count; i++)
            Put(i, arguments[i].Span);
    }

    /// <summary>Frees the copy when the owner forgot to.</summary>
    ~ArgumentCopy() => NativeMemory.Free(_block);

    /// <summary>Number of arguments.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all arguments together.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>The arguments; valid until disposed.</summary>
    public ArgSlice* Pointer => (ArgSlice*)_block;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
        GC.SuppressFinalize(this);
    }

    private byte* _next;

    private void Allocate(int count, long total)
    {
        Count = count;
        TotalBytes = total;
        _block = (byte*)NativeMemory.Alloc((nuint)((long)count * sizeof(ArgSlice) + total + 1));
        _next = _block + (long)count * sizeof(ArgSlice);
    }

    private void Put(int index, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(_next, bytes.Length));
        Pointer[index] = new ArgSlice(_next, bytes.Length);
        _next += bytes.Length;
    }
}
