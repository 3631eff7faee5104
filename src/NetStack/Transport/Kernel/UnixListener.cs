using System.Runtime.CompilerServices;
using System.Text;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Opens and removes a Unix-domain listener.</summary>
internal static unsafe class UnixListener
{
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint StatType = 1; // STATX_TYPE
    private const int StatModeOffset = 28;
    private const int StatSize = 256;
    private const int FileTypeMask = 0xF000;
    private const int FileTypeSocket = 0xC000;

    /// <exception cref="TransportException">A system call failed.</exception>
    public static int Open(string path, int permissions, int backlog)
    {
        SocketName name = SocketName.ForPath(path);
        Remove(path);
        int type = SocketConstants.TypeStream | SocketConstants.TypeNonBlocking | SocketConstants.TypeCloseOnExec;
        int descriptor = KernelError.Check(Libc.Socket(SocketConstants.FamilyUnix, type), "socket", path);
        try
        {
            KernelError.Check(name.Bind(descriptor), "bind", path);
            if (permissions != 0)
            {
                ChangeMode(path, permissions);
            }

            KernelError.Check(Libc.Listen(descriptor, backlog), "listen", path);
            return descriptor;
        }
        catch (TransportException)
        {
            _ = Libc.Close(descriptor);
            throw;
        }
    }

    /// <summary>Removes the file if it is a socket: one left behind by a crash would make the bind fail. Any other file is left alone.</summary>
    public static void Remove(string path)
    {
        fixed (byte* native = Terminated(path))
        {
            byte* status = stackalloc byte[StatSize];
            bool known = Libc.StatX(native, NoFollow, StatType, status) >= 0;
            if (known && (Unsafe.ReadUnaligned<ushort>(status + StatModeOffset) & FileTypeMask) == FileTypeSocket)
            {
                _ = Libc.Unlink(native); // a failure shows when the path is bound
            }
        }
    }

    private static void ChangeMode(string path, int permissions)
    {
        fixed (byte* native = Terminated(path))
        {
            KernelError.Check(Libc.ChangeMode(native, permissions), "chmod", path);
        }
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");
}
