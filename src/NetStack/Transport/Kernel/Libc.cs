using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>
/// The system calls of this folder. All signatures are blittable, so a call costs the GC transition and no marshalling. Every method returns what
/// the call returned, or the negative error number: nobody has to look at <c>errno</c> afterwards.
/// </summary>
internal static unsafe partial class Libc
{
    private const string Name = "libc";

    public static int Socket(int family, int type) => Result(NativeSocket(family, type, 0));

    public static int Bind(int descriptor, byte* address, int length) => Result(NativeBind(descriptor, address, (uint)length));

    public static int Listen(int descriptor, int backlog) => Result(NativeListen(descriptor, backlog));

    /// <summary>Ends both directions; a listener stops listening.</summary>
    public static int ShutDown(int descriptor) => Result(NativeShutdown(descriptor, BothDirections));

    public static int Accept(int listener, int flags) => Result(NativeAccept4(listener, null, null, flags));

    public static int Receive(int descriptor, byte* buffer, int length, int flags) =>
        Result(NativeRecv(descriptor, buffer, (nuint)length, flags));

    public static int Send(int descriptor, byte* data, int length, int flags) => Result(NativeSend(descriptor, data, (nuint)length, flags));

    public static int SendMessage(int descriptor, IoSlice* slices, int count, int flags)
    {
        var header = new MessageHeader { Slices = slices, SliceCount = (nuint)count };
        return Result(NativeSendMsg(descriptor, &header, flags));
    }

    public static int Close(int descriptor) => Result(NativeClose(descriptor));

    public static int SetOption(int descriptor, int level, int name, int value) =>
        Result(NativeSetSockOpt(descriptor, level, name, &value, sizeof(int)));

    /// <summary>Makes the next close of the socket a reset (SO_LINGER with a linger time of zero).</summary>
    public static int SetResetOnClose(int descriptor)
    {
        int* linger = stackalloc int[2] { 1, 0 };
        return Result(NativeSetSockOpt(descriptor, SocketConstants.LevelSocket, SocketConstants.Linger, linger, 2 * sizeof(int)));
    }

    public static int GetSocketName(int descriptor, byte* address, ref int length)
    {
        uint size = (uint)length;
        int result = Result(NativeGetSockName(descriptor, address, &size));
        length = (int)size;
        return result;
    }

    public static int GetPeerName(int descriptor, byte* address, ref int length)
    {
        uint size = (uint)length;
        int result = Result(NativeGetPeerName(descriptor, address, &size));
        length = (int)size;
        return result;
    }

    public static int EpollCreate() => Result(NativeEpollCreate1(SocketConstants.TypeCloseOnExec));

    public static int EpollControl(int epoll, int operation, int descriptor, byte* registration) =>
        Result(NativeEpollCtl(epoll, operation, descriptor, registration));

    public static int EpollWait(int epoll, byte* events, int capacity, int timeoutMilliseconds) =>
        Result(NativeEpollWait(epoll, events, capacity, timeoutMilliseconds));

    /// <summary>As <see cref="EpollWait"/> with a timeout in nanoseconds, below a second; needs Linux 5.11 and glibc 2.35 (epoll_pwait2(2)).</summary>
    /// <exception cref="EntryPointNotFoundException">The C library does not have it.</exception>
    public static int EpollWaitNanoseconds(int epoll, byte* events, int capacity, long timeoutNanoseconds)
    {
        long* time = stackalloc long[2] { 0, timeoutNanoseconds };
        return Result(NativeEpollPWait2(epoll, events, capacity, time, null));
    }

    /// <summary>How late the calling thread's timers may go off, in nanoseconds; the kernel's default is 50,000 (PR_SET_TIMERSLACK).</summary>
    public static int SetTimerSlack(int nanoseconds) => Result(NativePrCtl(SetTimerSlackOption, (nuint)nanoseconds, 0, 0, 0));

    public static int EventDescriptor() => Result(NativeEventFd(0, SocketConstants.TypeCloseOnExec | SocketConstants.TypeNonBlocking));

    public static int Write(int descriptor, void* data, int length) => Result(NativeWrite(descriptor, data, (nuint)length));

    /// <summary>Opens for reading only.</summary>
    public static int Open(byte* path) => Result(NativeOpen(path, SocketConstants.TypeCloseOnExec));

    public static int Unlink(byte* path) => Result(NativeUnlink(path));

    public static int ChangeMode(byte* path, int mode) => Result(NativeChmod(path, (uint)mode));

    public static int StatX(byte* path, int flags, uint mask, byte* result) => Result(NativeStatx(CurrentDirectory, path, flags, mask, result));

    public static int GetLimit(int resource, ulong* softAndHard) => Result(NativeGetRLimit(resource, softAndHard));

    public static int SetLimit(int resource, ulong* softAndHard) => Result(NativeSetRLimit(resource, softAndHard));

    private const int BothDirections = 2; // SHUT_RDWR

    private const int SetTimerSlackOption = 29;

    private const int CurrentDirectory = -100; // AT_FDCWD

    // The runtime keeps errno intact while it returns from a native call, so it may be read here.
    private static int Result(nint returned) => returned >= 0 ? (int)returned : -Marshal.GetLastSystemError();

    [LibraryImport(Name, EntryPoint = "socket")]
    private static partial int NativeSocket(int family, int type, int protocol);

    [LibraryImport(Name, EntryPoint = "bind")]
    private static partial int NativeBind(int descriptor, byte* address, uint length);

    [LibraryImport(Name, EntryPoint = "listen")]
    private static partial int NativeListen(int descriptor, int backlog);

    [LibraryImport(Name, EntryPoint = "shutdown")]
    private static partial int NativeShutdown(int descriptor, int how);

    [LibraryImport(Name, EntryPoint = "accept4")]
    private static partial int NativeAccept4(int descriptor, byte* address, uint* length, int flags);

    [LibraryImport(Name, EntryPoint = "recv")]
    private static partial nint NativeRecv(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Name, EntryPoint = "send")]
    private static partial nint NativeSend(int descriptor, byte* data, nuint length, int flags);

    [LibraryImport(Name, EntryPoint = "sendmsg")]
    private static partial nint NativeSendMsg(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Name, EntryPoint = "close")]
    private static partial int NativeClose(int descriptor);

    [LibraryImport(Name, EntryPoint = "setsockopt")]
    private static partial int NativeSetSockOpt(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(Name, EntryPoint = "getsockname")]
    private static partial int NativeGetSockName(int descriptor, byte* address, uint* length);

    [LibraryImport(Name, EntryPoint = "getpeername")]
    private static partial int NativeGetPeerName(int descriptor, byte* address, uint* length);

    [LibraryImport(Name, EntryPoint = "epoll_create1")]
    private static partial int NativeEpollCreate1(int flags);

    [LibraryImport(Name, EntryPoint = "epoll_ctl")]
    private static partial int NativeEpollCtl(int epoll, int operation, int descriptor, byte* registration);

    [LibraryImport(Name, EntryPoint = "epoll_wait")]
    private static partial int NativeEpollWait(int epoll, byte* events, int capacity, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "epoll_pwait2")]
    private static partial int NativeEpollPWait2(int epoll, byte* events, int capacity, long* timeout, void* signals);

    [LibraryImport(Name, EntryPoint = "prctl")]
    private static partial int NativePrCtl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport(Name, EntryPoint = "eventfd")]
    private static partial int NativeEventFd(uint value, int flags);

    [LibraryImport(Name, EntryPoint = "write")]
    private static partial nint NativeWrite(int descriptor, void* data, nuint length);

    [LibraryImport(Name, EntryPoint = "open")]
    private static partial int NativeOpen(byte* path, int flags);

    [LibraryImport(Name, EntryPoint = "unlink")]
    private static partial int NativeUnlink(byte* path);

    [LibraryImport(Name, EntryPoint = "chmod")]
    private static partial int NativeChmod(byte* path, uint mode);

    [LibraryImport(Name, EntryPoint = "statx")]
    private static partial int NativeStatx(int directory, byte* path, int flags, uint mask, byte* result);

    [LibraryImport(Name, EntryPoint = "getrlimit")]
    private static partial int NativeGetRLimit(int resource, ulong* softAndHard);

    [LibraryImport(Name, EntryPoint = "setrlimit")]
    private static partial int NativeSetRLimit(int resource, ulong* softAndHard);
}
