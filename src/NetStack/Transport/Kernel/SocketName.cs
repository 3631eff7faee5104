using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>A <c>struct sockaddr</c> of any family used here, and its text.</summary>
internal unsafe struct SocketName
{
    public const int MaxLength = 128;
    private const int UnixPathOffset = 2;
    private const int UnixPathCapacity = 108;

    // family: 16 bits of the machine's order; inet: port at 2, address at 4; inet6: port at 2, flow at 4, address at 8, scope at 24.
    private fixed byte _bytes[MaxLength];
    private int _length;

    public readonly int Length => _length;

    public static SocketName ForAddress(IPAddress address, int port)
    {
        SocketName name = default;
        Span<byte> bytes = new(name._bytes, MaxLength);
        bool v6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        BitConverter.TryWriteBytes(bytes, (ushort)(v6 ? SocketConstants.FamilyInet6 : SocketConstants.FamilyInet));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)port);
        address.TryWriteBytes(bytes[(v6 ? 8 : 4)..], out _);
        if (v6)
        {
            BitConverter.TryWriteBytes(bytes[24..], (uint)address.ScopeId);
        }

        name._length = v6 ? 28 : 16;
        return name;
    }

    /// <exception cref="TransportException">The path does not fit into a socket address.</exception>
    public static SocketName ForPath(string path)
    {
        SocketName name = default;
        int size = Encoding.UTF8.GetByteCount(path);
        if (size >= UnixPathCapacity)
        {
            throw KernelError.Create("bind", path, Errno.NameTooLong);
        }

        Span<byte> bytes = new(name._bytes, MaxLength);
        BitConverter.TryWriteBytes(bytes, (ushort)SocketConstants.FamilyUnix);
        Encoding.UTF8.GetBytes(path, bytes[UnixPathOffset..]);
        name._length = UnixPathOffset + size + 1;
        return name;
    }

    public static bool TryGetLocal(int descriptor, out SocketName name)
    {
        name = default;
        name._length = MaxLength;
        fixed (byte* bytes = name._bytes)
        {
            return Libc.GetSocketName(descriptor, bytes, ref name._length) >= 0;
        }
    }

    public static bool TryGetPeer(int descriptor, out SocketName name)
    {
        name = default;
        name._length = MaxLength;
        fixed (byte* bytes = name._bytes)
        {
            return Libc.GetPeerName(descriptor, bytes, ref name._length) >= 0;
        }
    }

    public int Bind(int descriptor)
    {
        fixed (byte* bytes = _bytes)
        {
            return Libc.Bind(descriptor, bytes, _length);
        }
    }

    public readonly int Port
    {
        get
        {
            fixed (byte* bytes = _bytes)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(new ReadOnlySpan<byte>(bytes + 2, 2));
            }
        }
    }

    /// <summary>127.0.0.0/8 or ::1.</summary>
    public readonly bool IsLoopback => ToIPAddress() is { } address && IPAddress.IsLoopback(address);

    /// <summary>As Redis prints it: <c>127.0.0.1:1</c>, <c>[::1]:1</c>, a path with <c>:0</c>.</summary>
    public override readonly string ToString() => ToIPAddress() is { } address ? Format(address, Port) : ToPath() + ":0";

    public static string Format(IPAddress address, int port) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]:{port}" : $"{address}:{port}";

    private readonly IPAddress? ToIPAddress()
    {
        fixed (byte* bytes = _bytes)
        {
            return *(ushort*)bytes switch
            {
                SocketConstants.FamilyInet => new IPAddress(new ReadOnlySpan<byte>(bytes + 4, 4)),
                SocketConstants.FamilyInet6 => new IPAddress(new ReadOnlySpan<byte>(bytes + 8, 16)),
                _ => null,
            };
        }
    }

    private readonly string ToPath()
    {
        fixed (byte* bytes = _bytes)
        {
            var path = new ReadOnlySpan<byte>(bytes + UnixPathOffset, Math.Max(0, Math.Min(_length, MaxLength) - UnixPathOffset));
            int end = path.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? path : path[..end]);
        }
    }
}
