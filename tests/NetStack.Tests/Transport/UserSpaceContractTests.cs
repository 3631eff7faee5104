using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>A session cannot tell our own stack from kernel sockets.</summary>
public class UserSpaceContractTests : ResettableContractTests
{
    private protected override TransportRig CreateRig() => new StackRig();

    /// <summary>A connection that ends orderly keeps its slot while the peer may still want its last bytes again; one that is reset does not.</summary>
    [Fact]
    public override void Slot_AfterClose_IsReusedAndRefusedUntilThen()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer first, int connection) = rig.Accept();
        rig.Transport.Abort(connection);
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Send(connection, "x"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Transport.Abort(connection));
        (IRigPeer second, int again) = rig.Accept();
        Assert.Equal(connection, again);
        Assert.Equal(1, rig.Transport.Statistics.Open);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void PeerResets_BeforeTheAccept_DataIsStillReceived()
    {
        using var rig = (StackRig)CreateRig();
        var peer = (StackPeer)rig.Connect();
        peer.Write("SET k v"u8);
        rig.PollUntilConnected(peer);
        peer.Reset();
        Assert.Empty(rig.Events.Accepted); // the end of the handshake, the data and the reset are on the wire together
        rig.PollUntil(() => rig.Events.Accepted.Count > 0);
        List<byte> bytes = [];
        Assert.True(rig.ReceiveToEnd(rig.Events.Accepted[0], bytes) < 0);
        Assert.Equal("SET k v"u8.ToArray(), bytes);
        rig.Transport.Close(rig.Events.Accepted[0]);
        Assert.Equal(0, rig.Transport.Statistics.Open);
    }
}
