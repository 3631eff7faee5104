using System.Net;
using System.Net.Sockets;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.StackBench.Device;

/// <summary>The other end of a <see cref="DeviceStream"/> on the kernel's TCP: sends or receives until that end has had enough.</summary>
internal static class SocketStream
{
    private const int ChunkSize = 256 * 1024;

    /// <summary>Runs to the end and prints how much went through.</summary>
    /// <param name="peer">Where to connect to and send; null: to listen and receive.</param>
    /// <param name="output">Where to print to.</param>
    internal static void Run(IpAddress? peer, TextWriter output)
    {
        var bytes = 0L;
        try
        {
            using var socket = peer is { } address ? Connect(address) : Accept();
            var chunk = new byte[ChunkSize];
            for (int count; (count = peer is null ? socket.Receive(chunk) : socket.Send(chunk)) > 0;)
                bytes += count;
        }
        catch (SocketException e) when (bytes > 0 && e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.TimedOut)
        {
            // The end that measures goes when it has seen enough.
        }
        output.WriteLine($"the kernel's end: {bytes} bytes");
    }

    private static Socket Connect(IpAddress peer)
    {
        var address = IPAddress.Parse(peer.ToString());
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = (int)LinkedPort.Patience.TotalMilliseconds };
        socket.Connect(address, StreamOptions.Port);
        return socket;
    }

    private static Socket Accept()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, StreamOptions.Port));
        listener.Listen(1);
        if (!listener.Poll(LinkedPort.Patience, SelectMode.SelectRead))
            throw new InvalidOperationException($"nobody has connected within {LinkedPort.Patience.TotalSeconds} s");
        var socket = listener.Accept();
        socket.ReceiveTimeout = (int)LinkedPort.Patience.TotalMilliseconds;
        return socket;
    }
}
