using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>An epoll instance and the native array its events are fetched into (epoll(7)).</summary>
internal sealed unsafe class EpollSet : IDisposable
{
    public const uint In = 0x1;
    public const uint Priority = 0x2;
    public const uint Out = 0x4;
    public const uint Error = 0x8;
    public const uint HangUp = 0x10;
    public const uint PeerHangUp = 0x2000;
    public const uint Exclusive = 1u << 28;
    public const uint EdgeTriggered = 1u << 31;

    private const int OperationAdd = 1;
    private const int OperationDelete = 2;

    // struct epoll_event is packed on x86-64 only: 32 bits of events, then 64 bits of ours.
    private static readonly int TokenOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int Stride = TokenOffset + sizeof(ulong);

    private readonly int _descriptor;
    private readonly int _capacity;
    private byte* _events;

    public EpollSet(int capacity)
    {
        _capacity = capacity;
        _descriptor = KernelError.Check(Libc.EpollCreate(), "epoll_create1", "");
        _events = (byte*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)Stride);
    }

    /// <summary>Watches a descriptor; its events carry <paramref name="token"/>. Returns 0 or the negative error number.</summary>
    public int Add(int descriptor, uint interest, ulong token)
    {
        byte* registration = stackalloc byte[16];
        Unsafe.WriteUnaligned(registration, interest);
        Unsafe.WriteUnaligned(registration + TokenOffset, token);
        return Libc.EpollControl(_descriptor, OperationAdd, descriptor, registration);
    }

    /// <summary>Stops watching. Returns 0 or the negative error number.</summary>
    public int Remove(int descriptor)
    {
        byte* ignored = stackalloc byte[16];
        return Libc.EpollControl(_descriptor, OperationDelete, descriptor, ignored);
    }

    /// <summary>Fetches events; returns how many, 0 when none or interrupted by a signal.</summary>
    public int Wait(int timeoutMilliseconds)
    {
        int count = Libc.EpollWait(_descriptor, _events, _capacity, timeoutMilliseconds);
        if (count >= 0)
        {
            return count;
        }

        return count == -Errno.Interrupted ? 0 : throw KernelError.Create("epoll_wait", "", -count);
    }

    /// <summary>Waits less than a second, to the precision of the thread's timer slack; returns what the call returned, or the negative error number.</summary>
    /// <exception cref="EntryPointNotFoundException">The C library cannot.</exception>
    public int TryWaitNanoseconds(long timeoutNanoseconds) =>
        Libc.EpollWaitNanoseconds(_descriptor, _events, _capacity, timeoutNanoseconds);

    /// <summary>The readiness bits of a fetched event.</summary>
    public uint Readiness(int index)
    {
        Debug.Assert((uint)index < (uint)_capacity);
        return Unsafe.ReadUnaligned<uint>(_events + index * Stride);
    }

    /// <summary>The token of a fetched event.</summary>
    public ulong Token(int index)
    {
        Debug.Assert((uint)index < (uint)_capacity);
        return Unsafe.ReadUnaligned<ulong>(_events + index * Stride + TokenOffset);
    }

    public void Dispose()
    {
        if (_events == null)
        {
            return;
        }

        NativeMemory.Free(_events);
        _events = null;
        _ = Libc.Close(_descriptor);
    }
}
