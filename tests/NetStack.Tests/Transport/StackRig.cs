using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tests.Devices;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Our own stack on a wire in memory; its peers are on a second stack at the other end, and waiting for either polls both.</summary>
internal sealed unsafe class StackRig : TransportRig
{
    private const int Scratch = 64 * 1024;
    private static readonly IpEndpoint Server = new(IpAddress.Parse("10.0.0.1"), 6379);
    private readonly InMemoryNicPair _pair = new();
    private readonly byte* _scratch = (byte*)NativeMemory.Alloc(Scratch);
    private readonly UserSpaceTransport _client;
    private readonly RecordingEvents _clientEvents = new();
    private readonly List<StackPeer> _peers = [];

    /// <param name="carrier">Puts the stack into the transport that is tested; by default it is that itself.</param>
    public StackRig(Func<UserSpaceTransport, ITransport>? carrier = null)
    {
        var server = new UserSpaceTransport(_pair.A, new() { Interface = new() { Addresses = [InterfaceAddress.Parse("10.0.0.1/24")] }, Listen = [Server] });
        Transport = carrier?.Invoke(server) ?? server;
        _client = new(_pair.B, new() { Interface = new() { Addresses = [InterfaceAddress.Parse("10.0.0.2/24")] } });
        _clientEvents.Closing = slot => _peers.FindLast(peer => peer.Slot == slot)!.OnBroken();
    }

    public override ITransport Transport { get; }

    /// <summary>The stack of the peers.</summary>
    public UserSpaceTransport Client => _client;

    public override IRigPeer Connect()
    {
        Assert.True(_client.TryConnect(Server, out int slot));
        var peer = new StackPeer(this, slot);
        _peers.Add(peer);
        return peer;
    }

    /// <summary>One look of both ends at the wire.</summary>
    public void PollBoth()
    {
        PollPeers();
        Transport.Poll(0, Events);
        PollPeers();
    }

    /// <summary>Turns until the peer knows that it is connected; what it says then is still on the wire.</summary>
    public void PollUntilConnected(StackPeer peer)
    {
        for (int turn = 0; !_clientEvents.Writable.Contains(peer.Slot); turn++)
        {
            Assert.InRange(turn, 0, 1000);
            Transport.Poll(0, Events);
            PollPeers();
        }
    }

    /// <summary>Receives for a peer; as <see cref="ITransport.Receive"/>.</summary>
    public int ReceiveAtPeer(int slot, out ReadOnlySpan<byte> bytes)
    {
        int received = _client.Receive(slot, _scratch, Scratch, out byte* data, out _);
        bytes = new ReadOnlySpan<byte>(data, Math.Max(received, 0));
        return received;
    }

    /// <summary>The peers see what the transport said last, and every packet must come back.</summary>
    public override void Dispose()
    {
        base.Dispose();
        for (int i = 0; i < 10; i++)
        {
            PollPeers();
        }

        foreach (StackPeer peer in _peers)
        {
            peer.TakeRest();
        }

        _client.Dispose();
        NativeMemory.Free(_scratch);
        WireEnd.DrainAndCheck(_pair);
        _pair.Dispose();
    }

    public override void PollPeers()
    {
        _client.Poll(0, _clientEvents);
        _client.Flush();
    }
}
