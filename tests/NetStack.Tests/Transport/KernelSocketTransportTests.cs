using System.Net;
using System.Net.Sockets;
using System.Text;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.Kernel;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>What only kernel sockets do.</summary>
public sealed class KernelSocketTransportTests
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork, "127.0.0.1:")]
    [InlineData(AddressFamily.InterNetworkV6, "[::1]:")]
    public void Endpoints_TcpConnection_PrintsBothEndsAsRedisDoes(AddressFamily family, string prefix)
    {
        using var rig = new KernelRig(family);
        (IRigPeer peer, int connection) = rig.Accept();
        ConnectionEndpoints ends = rig.Transport.Endpoints(connection);
        Assert.Equal(prefix + rig.Listeners.Port, ends.Local);
        Assert.Equal(prefix + ((IPEndPoint)((SocketPeer)peer).Socket.LocalEndPoint!).Port, ends.Peer);
        Assert.True(ends.IsLocal);
        Assert.False(ends.IsUnixSocket);
        Assert.StartsWith("socket:", File.ResolveLinkTarget($"/proc/self/fd/{ends.Descriptor}", false)!.Name, StringComparison.Ordinal);
        peer.Dispose();
    }

    [Fact]
    public void Endpoints_UnixConnection_PrintsThePathForBothEnds()
    {
        using var rig = new KernelRig(AddressFamily.Unix);
        (IRigPeer peer, int connection) = rig.Accept();
        ConnectionEndpoints ends = rig.Transport.Endpoints(connection);
        Assert.Equal(rig.Listeners.UnixSocketPath + ":0", ends.Local);
        Assert.Equal(ends.Local, ends.Peer);
        Assert.True(ends.IsLocal);
        Assert.True(ends.IsUnixSocket);
        rig.Transport.SetKeepAlive(connection, 300); // without effect
        peer.Dispose();
    }

    [Fact]
    public void Poll_ManyConnectionsInTurn_GathersAndLosesNothing()
    {
        using var rig = new KernelRig(gatherMicroseconds: 500);
        var peers = Enumerable.Range(0, 40).Select(_ => rig.Accept()).ToList();
        var received = peers.ToDictionary(p => p.Connection, _ => 0);
        int written = 0;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (rig.Transport.Statistics.GatherWaits < 20 && watch.ElapsedMilliseconds < SocketPeer.TimeoutMilliseconds)
        {
            for (int i = 0; i < 3; i++)
                peers[written++ % peers.Count].Peer.Write("x"u8);
            rig.Transport.Poll(100, rig.Events);
            Take();
        }
        while (received.Values.Sum() < written && watch.ElapsedMilliseconds < SocketPeer.TimeoutMilliseconds)
        {
            rig.Transport.Poll(1, rig.Events);
            Take();
        }
        Assert.Equal(written, received.Values.Sum());
        Assert.True(rig.Transport.Statistics.GatherWaits >= 20, $"{rig.Transport.Statistics} after {written} bytes");
        peers.ForEach(p => p.Peer.Dispose());

        void Take()
        {
            foreach (int connection in rig.Events.Readable.ToList())
            {
                List<byte> bytes = [];
                rig.ReceiveAll(connection, bytes);
                received[connection] += bytes.Count;
            }
            rig.Events.Readable.Clear();
        }
    }

    [Fact]
    public void UnixPeerVanishes_NothingUnread_RaisesClosed()
    {
        using var rig = new KernelRig(AddressFamily.Unix);
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Dispose();
        rig.PollUntil(() => rig.Events.Closed.Contains(connection));
        Assert.Equal(0, rig.Transport.Statistics.Open);
    }

    [Fact]
    public void UnixPeerVanishes_AfterData_DataThenEndOfStream()
    {
        using var rig = new KernelRig(AddressFamily.Unix);
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Write("bye"u8);
        peer.Dispose();
        List<byte> bytes = [];
        Assert.Equal(ReceiveResult.EndOfStream, rig.ReceiveToEnd(connection, bytes));
        Assert.Equal("bye", Encoding.ASCII.GetString([.. bytes]));
    }

    [Fact]
    public unsafe void Receive_FinWithDataInOneEvent_SaysMoreAfterTheData()
    {
        using var rig = new KernelRig();
        IRigPeer peer = rig.Connect();
        peer.Write("abc"u8);
        peer.CloseWrite();
        rig.PollUntil(() => rig.Events.Readable.Count == 1);
        byte* buffer = stackalloc byte[64];
        int connection = rig.Events.Accepted[0];
        Assert.Equal(3, rig.Transport.Receive(connection, buffer, 64, out byte* data, out bool more));
        Assert.Equal((nint)buffer, (nint)data);
        Assert.True(more);
        Assert.Equal(ReceiveResult.EndOfStream, rig.Transport.Receive(connection, buffer, 64, out _, out _));
        Assert.Equal(ReceiveResult.EndOfStream, rig.Transport.Receive(connection, buffer, 64, out _, out _));
        peer.Dispose();
    }

    [Fact]
    public void Receive_UrgentByteInTheStream_DoesNotStallWhatFollows()
    {
        using var rig = new KernelRig();
        using SocketPeer peer = rig.ConnectSocket();
        peer.Write("before"u8);
        peer.Socket.Send("!"u8.ToArray(), SocketFlags.OutOfBand);
        peer.Write("after"u8);
        rig.PollUntil(() => rig.Events.Accepted.Count == 1);
        int connection = rig.Events.Accepted[0];
        Assert.Equal("beforeafter", Encoding.ASCII.GetString(rig.ReceiveExactly(connection, 11)));
    }

    [Fact]
    public void Accept_Options_AreNoDelayAndKeepAliveThirds()
    {
        using var rig = new KernelRig();
        (IRigPeer peer, int connection) = rig.Accept();
        rig.Transport.SetKeepAlive(connection, 300);
        using var view = new SafeSocketHandle(rig.Transport.Endpoints(connection).Descriptor, ownsHandle: false);
        using var socket = new Socket(view);
        Assert.True(socket.NoDelay);
        Assert.NotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.Equal(300, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
        Assert.Equal(100, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!);
        Assert.Equal(3, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount)!);
        rig.Transport.SetKeepAlive(connection, 0);
        Assert.Equal(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        peer.Dispose();
    }

    [Fact]
    public void Poll_SlotReusedWithinOnePoll_StaleEventIsDropped()
    {
        using var rig = new KernelRig();
        (IRigPeer first, int one) = rig.Accept();
        (IRigPeer second, int two) = rig.Accept();

        // Closing both in the handler of whichever comes first frees both slots; the third connection, accepted in the same poll, takes one of them.
        int reads = 0;
        rig.Events.Reading = _ =>
        {
            if (reads++ == 0)
            {
                rig.Transport.Close(one);
                rig.Transport.Close(two);
            }
        };
        first.Write("a"u8);
        second.Write("b"u8);
        IRigPeer third = rig.Connect();
        rig.PollUntil(() => rig.Events.Accepted.Count == 3 && reads > 0);
        rig.Transport.Poll(0, rig.Events);
        Assert.Equal(1, reads);
        Assert.Equal(1, rig.Transport.Statistics.Open);
        first.Dispose();
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public void Listeners_SeveralCores_ShareTheConnections()
    {
        const int Cores = 4, Connections = 400;
        string path = KernelRig.NewPath();
        using ListenerSet set = ListenerSet.Create(new ListenOptions
        {
            Addresses = ["127.0.0.1"],
            Port = ListenOptions.EphemeralPort,
            Cores = Cores,
            UnixSocketPath = path,
        });
        KernelSocketTransport[] transports = [.. Enumerable.Range(0, Cores).Select(core => new KernelSocketTransport(set, core))];
        List<SocketPeer> peers = [];
        for (int i = 0; i < Connections; i++)
        {
            peers.Add(new SocketPeer(new IPEndPoint(IPAddress.Loopback, set.Port)));
        }

        peers.Add(new SocketPeer(new UnixDomainSocketEndPoint(path)));
        var events = new RecordingEvents();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (events.Accepted.Count < Connections + 1 && watch.ElapsedMilliseconds < SocketPeer.TimeoutMilliseconds)
        {
            Array.ForEach(transports, transport => transport.Poll(1, events));
        }

        Assert.Equal(Connections + 1, transports.Sum(transport => transport.Statistics.Accepted));
        Assert.All(transports, transport => Assert.InRange(transport.Statistics.Accepted, 20, 250));
        Array.ForEach(transports, transport => transport.Dispose());
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public void Rebind_OtherListeners_MovesThePortAndKeepsConnections()
    {
        using var rig = new KernelRig();
        (IRigPeer peer, int connection) = rig.Accept();
        var transport = (KernelSocketTransport)rig.Transport;
        using ListenerSet other = ListenerSet.Create(new ListenOptions { Addresses = ["127.0.0.1"], Port = ListenOptions.EphemeralPort });
        transport.Rebind(other);
        rig.Listeners.Dispose();
        using var late = new SocketPeer(new IPEndPoint(IPAddress.Loopback, other.Port));
        rig.PollUntil(() => rig.Events.Accepted.Count == 2);
        Assert.Throws<SocketException>(() => rig.Connect());
        peer.Write("still here"u8);
        Assert.Equal("still here", Encoding.ASCII.GetString(rig.ReceiveExactly(connection, 10)));
        transport.Rebind(null);
        using var queued = new SocketPeer(new IPEndPoint(IPAddress.Loopback, other.Port));
        transport.Poll(0, rig.Events);
        Assert.Equal(2, transport.Statistics.Accepted);
        peer.Dispose();
    }

    [Fact]
    public void Poll_WaitingOnAnotherThread_IsEndedByWake()
    {
        using var rig = new KernelRig();
        var poller = new Thread(() => rig.Transport.Poll(-1, rig.Events));
        poller.Start();
        rig.Transport.Wake();
        Assert.True(poller.Join(SocketPeer.TimeoutMilliseconds));
    }
}
