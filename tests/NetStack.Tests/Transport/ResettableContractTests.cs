using System.Text;
using MtcpRedis.NetStack.Transport;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>The contract where the carrier can reset a connection.</summary>
public abstract class ResettableContractTests : TransportContractTests
{
    [Fact]
    public void PeerResets_NothingUnread_RaisesClosedAndFreesTheSlot()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Reset();
        rig.PollUntil(() => rig.Events.Closed.Contains(connection));
        Assert.Equal(0, rig.Transport.Statistics.Open);
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Transport.Close(connection));
    }

    [Fact]
    public void PeerResets_OwnerClosesInTheEvent_IsTolerated()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        rig.Events.Closing = rig.Transport.Close;
        peer.Reset();
        rig.PollUntil(() => rig.Events.Closed.Contains(connection));
        Assert.Equal(0, rig.Transport.Statistics.Open);
    }

    [Fact]
    public void PeerResets_AfterData_DataIsReceivedFirst()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Write("SET k v"u8);
        peer.Reset();
        List<byte> bytes = [];
        Assert.True(rig.ReceiveToEnd(connection, bytes) < 0);
        Assert.Equal("SET k v", Encoding.ASCII.GetString([.. bytes]));
        rig.Transport.Close(connection);
        Assert.Equal(0, rig.Transport.Statistics.Open);
    }

    [Fact]
    public void Send_AfterReset_SaysBroken()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Write("x"u8);
        peer.Reset();
        rig.WaitReadable(connection);
        Assert.True(rig.ReceiveAll(connection, []) < 0);
        Assert.Equal(SendResult.Broken, rig.Send(connection, "late"u8));
        Assert.Equal(SendResult.Broken, rig.SendVector(connection, "late"u8, 2));
        rig.Transport.Close(connection);
    }

    [Fact]
    public void Abort_OpenConnection_PeerSeesReset()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        rig.Transport.Abort(connection);
        Assert.False(peer.EndsOrderly());
        peer.Dispose();
    }
}
