namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Linux error numbers this folder tells apart (asm-generic/errno.h).</summary>
internal static class Errno
{
    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int OutOfMemory = 12; // ENOMEM
    public const int InvalidArgument = 22; // EINVAL
    public const int ProcessFileLimit = 24; // EMFILE
    public const int SystemFileLimit = 23; // ENFILE
    public const int NameTooLong = 36; // ENAMETOOLONG
    public const int NoProtocolOption = 92; // ENOPROTOOPT
    public const int ProtocolNotSupported = 93; // EPROTONOSUPPORT
    public const int SocketTypeNotSupported = 94; // ESOCKTNOSUPPORT
    public const int ProtocolFamilyNotSupported = 96; // EPFNOSUPPORT
    public const int AddressFamilyNotSupported = 97; // EAFNOSUPPORT
    public const int AddressInUse = 98; // EADDRINUSE
    public const int AddressNotAvailable = 99; // EADDRNOTAVAIL
    public const int NoBufferSpace = 105; // ENOBUFS
}
