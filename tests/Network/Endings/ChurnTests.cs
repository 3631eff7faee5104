using System.Net;
using System.Net.Sockets;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using Xunit;

namespace MtcpRedis.Network.Endings;

/// <summary>Very many short connections: nothing of them stays.</summary>
public sealed class ChurnTests
{
    private const int Threads = 4;
    private const int InternetProtocol = 0;
    private const int BindAddressNoPort = 24;
    private const long AllowedGrowth = 64L << 20;

    [Theory]
    [Over(LinkKind.AfPacket, 100_000)]
    [Over(LinkKind.AfPacketTwoQueues, 20_000)]
    public async Task ConnectAndClose_InTurnByEitherSideAndByReset_LeavesNothingBehind(LinkKind kind, int cycles)
    {
        using var lab = new Lab(kind);
        MakeRoomForPorts(lab);
        await RunAsync(lab, cycles / 5);
        var baseline = new Baseline(lab.Node);
        var before = lab.Node.ResidentBytes;
        await RunAsync(lab, cycles);
        baseline.AssertRestored();
        Assert.InRange(lab.Node.ResidentBytes - before, long.MinValue, AllowedGrowth);
    }

    /// <summary>The kernel keeps the port of a connection that it closed itself for a minute; it may use it again before for another.</summary>
    private static void MakeRoomForPorts(Lab lab)
    {
        lab.Peer.SetControl("net/ipv4/ip_local_port_range", "2000 65535");
        lab.Peer.SetControl("net/ipv4/tcp_tw_reuse", "1");
        for (var i = 0; i < Threads; i++)
        {
            lab.Peer.Ip($"addr add {Source(i)}/16 dev {lab.Link.Interface}");
        }
    }

    private static IPAddress Source(int thread) => IPAddress.Parse($"10.99.1.{thread + 1}");

    private static Task RunAsync(Lab lab, int cycles) => Task.WhenAll(Enumerable.Range(0, Threads).Select(thread =>
        lab.Peer.StartThread(() => Work(lab.Node.EndPoint, Source(thread), cycles / Threads))));

    private static void Work(IPEndPoint node, IPAddress source, int cycles)
    {
        var buffer = new byte[64];
        for (var i = 0; i < cycles; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            // The port is chosen at connect, where one is free if the whole connection is new.
            socket.SetRawSocketOption(InternetProtocol, BindAddressNoPort, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(source, 0));
            socket.Connect(node);
            switch (i % 4)
            {
                case 0:
                    Ask(socket, "PING\r\n"u8, "+PONG\r\n"u8, buffer);
                    break;
                case 1:
                    Ask(socket, "QUIT\r\n"u8, "+OK\r\n"u8, buffer);
                    Assert.Equal(0, socket.Receive(buffer));
                    break;
                case 2:
                    Ask(socket, "PING\r\n"u8, "+PONG\r\n"u8, buffer);
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                    break;
            }
        }
    }

    private static void Ask(Socket socket, ReadOnlySpan<byte> request, ReadOnlySpan<byte> wanted, byte[] buffer)
    {
        Assert.Equal(request.Length, socket.Send(request));
        var received = 0;
        while (received < wanted.Length)
        {
            var count = socket.Receive(buffer, received, wanted.Length - received, SocketFlags.None);
            Assert.NotEqual(0, count);
            received += count;
        }

        Assert.True(wanted.SequenceEqual(buffer.AsSpan(0, received)));
    }
}
