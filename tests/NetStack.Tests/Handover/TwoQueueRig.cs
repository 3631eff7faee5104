using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Handover;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Tests.Simulation;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tests.Handover;

/// <summary>A server with two queues, each with a stack of its own, and a client whose frames arrive on either.</summary>
internal sealed class TwoQueueRig : IDisposable
{
    private readonly InMemoryNicPair[] _pairs = [new(), new()];
    private readonly QueueHandover _handover = new(2, 1518);

    internal TwoQueueRig(int seed)
    {
        Scatter = new ScatteringQueue([_pairs[0].A, _pairs[1].A], seed);
        Client = new SimulatedHost(Scatter, "10.0.0.2/24", new FaultOptions(), new TcpStackOptions(), seed);
        Nets = [Server(0), Server(1)];
        Stacks = [new(Nets[0], new TcpStackOptions()), new(Nets[1], new TcpStackOptions())];
        Listeners = [.. Stacks.Select(s => s.Listen(Address, 6379))];
    }

    internal IpAddress Address { get; } = Ipv4Address.Parse("10.0.0.1");

    internal ScatteringQueue Scatter { get; }

    internal SimulatedHost Client { get; }

    internal NetInterface[] Nets { get; }

    internal TcpStack[] Stacks { get; }

    internal TcpListener[] Listeners { get; }

    internal long Now { get; private set; } = 1_000_000;

    internal long PassedOn => Nets.Sum(n => n.Statistics.PassedOn);

    /// <summary>True when no packet is out but those that the interfaces hold on purpose.</summary>
    internal bool AllPacketsAreBack => _pairs.All(p => p.Pool.Available == p.Pool.Count);

    /// <summary>Lets both sides work for a while.</summary>
    internal void Run(int turns = 8, long step = 100)
    {
        for (var i = 0; i < turns; i++)
        {
            Client.PollIngress(Now);
            Client.Net.PollEgress(Now);
            foreach (var net in Nets)
            {
                net.PollIngress(Now);
                net.PollEgress(Now);
            }
            Now += step;
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        for (var i = 0; i < 2; i++)
        {
            Nets[i].Dispose();
            Stacks[i].Dispose();
        }
        _handover.Dispose();
        foreach (var pair in _pairs)
            pair.Dispose();
    }

    private NetInterface Server(int queue) => new(_pairs[queue].B, new NetInterfaceOptions
    {
        Addresses = [InterfaceAddress.Parse("10.0.0.1/24")],
        Handover = _handover,
        QueueIndex = queue,
    });
}
