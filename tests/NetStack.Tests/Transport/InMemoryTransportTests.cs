using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.InMemory;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>What only the in-memory pair does.</summary>
public sealed class InMemoryTransportTests
{
    [Fact]
    public void Poll_SeveralActions_AreRaisedInTheirOrder()
    {
        using var rig = new MemoryRig();
        InMemoryPeer first = rig.Memory.Connect();
        first.Write("a"u8);
        InMemoryPeer second = rig.Memory.Connect();
        first.Reset();
        second.Write("b"u8);
        rig.Transport.Poll(0, rig.Events);
        Assert.Equal(["accepted 0", "readable 0", "accepted 1", "readable 1"], rig.Events.Log);
        Assert.Equal(ReceiveResult.Failed, rig.ReceiveToEnd(0, []));
    }

    [Fact]
    public void Send_BeyondTheWindow_IsShortUntilThePeerReadsOrWidensIt()
    {
        using var rig = new MemoryRig();
        InMemoryPeer peer = rig.Memory.Connect(window: 10);
        rig.Transport.Poll(0, rig.Events);
        Assert.Equal(10, rig.Send(0, new byte[25]));
        Assert.Equal(0, rig.Send(0, new byte[15]));
        rig.Transport.Poll(0, rig.Events);
        Assert.Empty(rig.Events.Writable);
        peer.ReadExactly(4, TimeSpan.Zero);
        rig.Transport.Poll(0, rig.Events);
        Assert.True(rig.Events.Writable.Remove(0));
        Assert.Equal(4, rig.Send(0, new byte[15]));
        peer.Window = 100;
        rig.Transport.Poll(0, rig.Events);
        Assert.Contains(0, rig.Events.Writable);
        Assert.Equal(11, rig.Send(0, new byte[11]));
        Assert.Equal(21, peer.Available);
    }

    [Fact]
    public void Receive_WithLimit_GivesFragments()
    {
        using var rig = new MemoryRig();
        InMemoryPeer peer = rig.Memory.Connect();
        peer.ReceiveLimit = 3;
        peer.Write("0123456789"u8);
        rig.Transport.Poll(0, rig.Events);
        List<byte> bytes = [];
        rig.ReceiveAll(0, bytes);
        Assert.Equal("0123456789"u8.ToArray(), bytes);
        Assert.Equal(4, rig.Transport.Statistics.ReceiveCalls);
        Assert.Equal(0, peer.Unsent);
    }

    [Fact]
    public void Peer_AfterTheEnd_SeesItAfterTheLastByte()
    {
        using var rig = new MemoryRig();
        InMemoryPeer peer = rig.Memory.Connect();
        rig.Transport.Poll(0, rig.Events);
        rig.Send(0, "xy"u8);
        rig.Transport.Close(0);
        Assert.False(peer.IsAtEnd);
        Assert.Throws<EndOfStreamException>(() => peer.ReadExactly(3, TimeSpan.FromSeconds(1)));
        Assert.True(peer.IsAtEnd);
        peer.Write("dropped"u8);
        Assert.Equal(0, peer.Unsent);
        peer.CloseWrite();
        Assert.Throws<InvalidOperationException>(() => peer.Write("x"u8));
    }

    [Fact]
    public void Abort_BytesOnTheirWay_AreDropped()
    {
        using var rig = new MemoryRig();
        InMemoryPeer peer = rig.Memory.Connect();
        rig.Transport.Poll(0, rig.Events);
        rig.Send(0, "xy"u8);
        rig.Transport.Abort(0);
        Assert.True(peer.WasReset);
        Assert.Equal(0, peer.Available);
    }

    [Fact]
    public void Endpoints_Given_AreReported()
    {
        using var rig = new MemoryRig();
        var ends = new ConnectionEndpoints("10.0.0.1:6379", "10.0.0.2:4711", false, false, 42);
        InMemoryPeer peer = rig.Memory.Connect(endpoints: ends);
        rig.Transport.Poll(0, rig.Events);
        Assert.Equal(ends, rig.Transport.Endpoints(0));
        rig.Transport.SetKeepAlive(0, 60);
        Assert.Equal(60, peer.KeepAliveSeconds);
    }
}
