using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;

namespace MtcpRedis.Network.Hostile;

/// <summary>Puts frames on the wire to the node as they are, past the kernel's own stack.</summary>
internal sealed unsafe class RawLink : IDisposable
{
    private readonly int _socket;
    private readonly byte[] _least = new byte[14];

    /// <summary>Opens the clients' interface.</summary>
    /// <exception cref="InvalidOperationException">The kernel refuses.</exception>
    public RawLink(Lab lab)
    {
        (_socket, Station) = lab.Peer.Run(() => (Open(lab.Link.Interface), FindStation(lab.Link.Interface)));
    }

    /// <summary>The interface's own station address.</summary>
    public byte[] Station { get; }

    /// <summary>Sends a frame; one that is too short for the kernel to send goes out with zeros behind it.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < _least.Length)
        {
            Array.Clear(_least);
            frame.CopyTo(_least);
            frame = _least;
        }

        fixed (byte* data = frame)
        {
            while (Libc.Send(_socket, data, frame.Length, 0) != frame.Length)
            {
                Check(Marshal.GetLastPInvokeError());
            }
        }
    }

    public void Dispose() => _ = Libc.Close(_socket);

    /// <summary>A full queue is worth another attempt.</summary>
    private static void Check(int error)
    {
        const int noBuffers = 105, again = 11, interrupted = 4;
        if (error is not (noBuffers or again or interrupted))
        {
            throw new InvalidOperationException($"sending a raw frame failed with error {error}");
        }

        Thread.Sleep(1);
    }

    private static int Open(string name)
    {
        // Protocol 0, here and in the address: it shall receive nothing.
        var socket = Libc.Socket(Libc.AddressFamilyPacket, Libc.SocketRaw | Libc.CloseOnExec, 0);
        var address = new Libc.LinkAddress
        {
            Family = Libc.AddressFamilyPacket,
            Interface = (int)Libc.InterfaceIndex(name),
        };
        if (socket < 0 || Libc.Bind(socket, &address, sizeof(Libc.LinkAddress)) != 0)
        {
            throw new InvalidOperationException($"a raw socket on {name} failed with error {Marshal.GetLastPInvokeError()}");
        }

        return socket;
    }

    private static byte[] FindStation(string name) =>
        NetworkInterface.GetAllNetworkInterfaces().Single(i => i.Name == name).GetPhysicalAddress().GetAddressBytes();
}
