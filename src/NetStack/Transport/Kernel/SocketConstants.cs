namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Linux socket numbers (asm-generic/socket.h, linux/tcp.h, linux/in6.h); the same on x86-64 and arm64.</summary>
internal static class SocketConstants
{
    public const int FamilyUnix = 1;
    public const int FamilyInet = 2;
    public const int FamilyInet6 = 10;

    public const int TypeStream = 1;
    public const int TypeNonBlocking = 0x800;
    public const int TypeCloseOnExec = 0x80000;

    public const int LevelSocket = 1;
    public const int LevelTcp = 6;
    public const int LevelIPv6 = 41;

    public const int ReuseAddress = 2;
    public const int KeepAlive = 9;
    public const int Linger = 13;
    public const int ReusePort = 15;
    public const int IPv6Only = 26;
    public const int TcpNoDelay = 1;
    public const int TcpKeepIdle = 4;
    public const int TcpKeepInterval = 5;
    public const int TcpKeepCount = 6;

    public const int MessagePeek = 0x2;
    public const int MessageTruncate = 0x20;
    public const int MessageDontWait = 0x40;
    public const int MessageNoSignal = 0x4000;

    /// <summary>Most pieces one <c>sendmsg</c> takes (UIO_MAXIOV).</summary>
    public const int MaxSlices = 1024;
}
