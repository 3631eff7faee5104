using System.Net;
using System.Net.Sockets;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>A client on a blocking socket of the class library.</summary>
internal sealed class SocketPeer : IRigPeer
{
    public const int TimeoutMilliseconds = 20_000;

    public SocketPeer(EndPoint endPoint, int receiveBuffer = 0)
    {
        ProtocolType protocol = endPoint is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp;
        Socket = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol)
        {
            ReceiveTimeout = TimeoutMilliseconds,
            SendTimeout = TimeoutMilliseconds,
        };
        if (receiveBuffer > 0)
        {
            Socket.ReceiveBufferSize = receiveBuffer;
        }

        Socket.Connect(endPoint);
    }

    public Socket Socket { get; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Socket.Send(bytes)..];
        }
    }

    public byte[] ReadExactly(int count)
    {
        var result = new byte[count];
        for (int filled = 0; filled < count;)
        {
            int read = Socket.Receive(result.AsSpan(filled));
            filled += read > 0 ? read : throw new EndOfStreamException($"{filled} of {count} bytes arrived");
        }

        return result;
    }

    public int ReadAvailable(Span<byte> destination) =>
        Socket.Available == 0 ? 0 : Socket.Receive(destination[..Math.Min(destination.Length, Socket.Available)]);

    public bool EndsOrderly()
    {
        try
        {
            Span<byte> rest = stackalloc byte[4096];
            while (Socket.Receive(rest) > 0)
            {
            }

            return true;
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }

    public void CloseWrite() => Socket.Shutdown(SocketShutdown.Send);

    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Close();
    }

    public void Dispose() => Socket.Dispose();
}
