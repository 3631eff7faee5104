using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Tcp.Memory;

/// <summary>
/// Native memory for send and receive buffers in power-of-two blocks with a limit over all connections. Small blocks are cut from
/// chunks and recycled for ever; large ones go back to the system once enough of them lie idle.
/// </summary>
internal sealed unsafe class BufferPool(long limit) : IDisposable
{
    internal const int SmallestBlock = 512;
    internal const int LargestBlock = 1 << 30;
    private const int ChunkSize = 64 * 1024;
    private const long IdleLimit = 32 << 20;
    private const int Classes = 22;

    private readonly nint[] _free = new nint[Classes];
    private readonly List<nint> _chunks = [];
    private long _idleLarge;

    /// <summary>Bytes of all blocks handed out.</summary>
    internal long UsedBytes { get; private set; }

    /// <summary>True when what is left should be kept for data in order.</summary>
    internal bool IsScarce => UsedBytes > limit - limit / 4;

    /// <summary>The block size that holds so many bytes.</summary>
    internal static int SizeFor(int bytes) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, SmallestBlock));

    /// <summary>Takes a block of exactly this size, a result of <see cref="SizeFor"/>; null if the limit is reached.</summary>
    internal byte* TryTake(int size)
    {
        Debug.Assert(BitOperations.IsPow2(size) && size is >= SmallestBlock and <= LargestBlock);
        if (UsedBytes + size > limit)
            return null;
        UsedBytes += size;
        var index = BitOperations.Log2((uint)size / SmallestBlock);
        if (_free[index] == 0)
        {
            if (size >= ChunkSize)
                return Allocate(size);
            Refill(index, size);
        }
        else if (size >= ChunkSize)
        {
            _idleLarge -= size;
        }
        var block = _free[index];
        _free[index] = *(nint*)block;
        return (byte*)block;
    }

    internal void Return(byte* block, int size)
    {
        UsedBytes -= size;
        Debug.Assert(UsedBytes >= 0);
        if (size >= ChunkSize)
        {
            if (_idleLarge + size > IdleLimit)
            {
                Free(block);
                return;
            }
            _idleLarge += size;
        }
        Poison(block, size);
        var index = BitOperations.Log2((uint)size / SmallestBlock);
        *(nint*)block = _free[index];
        _free[index] = (nint)block;
    }

    public void Dispose()
    {
        for (var index = 0; index < Classes; index++)
        {
            while (_free[index] != 0 && SmallestBlock << index >= ChunkSize)
            {
                var block = _free[index];
                _free[index] = *(nint*)block;
                NativeMemory.Free((void*)block);
            }
        }
        foreach (var chunk in _chunks)
            NativeMemory.Free((void*)chunk);
        _chunks.Clear();
    }

    private void Refill(int index, int size)
    {
        var chunk = Allocate(ChunkSize);
        _chunks.Add((nint)chunk);
        for (var at = ChunkSize - size; at >= 0; at -= size)
        {
            *(nint*)(chunk + at) = _free[index];
            _free[index] = (nint)(chunk + at);
        }
    }

    /// <summary>Not inlined, as <see cref="Free"/>: a method pays for a call of native code at each of its own, made or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* Allocate(int size) => (byte*)NativeMemory.Alloc((nuint)size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Free(byte* block) => NativeMemory.Free(block);

    [Conditional("DEBUG")]
    private static void Poison(byte* block, int size) => NativeMemory.Fill(block, (nuint)Math.Min(size, 4096), 0xDD);
}
