using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tests.Simulation;

/// <summary>A stack on one end of the simulated wire.</summary>
internal sealed class SimulatedHost : IDisposable
{
    private readonly FaultInjector _wire;
    private readonly PcapRecorder? _recorder;

    internal SimulatedHost(INicQueue port, string address, FaultOptions faults, TcpStackOptions options, int seed, Stream? capture = null)
    {
        _wire = new FaultInjector(port, faults, seed);
        _recorder = capture is null ? null : new PcapRecorder(_wire, capture);
        Address = InterfaceAddress.Parse(address).Address;
        Net = new NetInterface(_recorder ?? (INicQueue)_wire, new NetInterfaceOptions
        {
            Addresses = [InterfaceAddress.Parse(address)],
            NeighbourReachableTime = 2_000_000,
        });
        Tcp = new TcpStack(Net, options);
    }

    internal IpAddress Address { get; }

    internal NetInterface Net { get; }

    internal TcpStack Tcp { get; }

    internal long NextDeadline => Math.Min(Net.NextDeadline, _wire.NextDeadline);

    internal int PollIngress(long now)
    {
        if (_recorder is not null)
            _recorder.Now = now;
        _wire.Advance(now);
        return Net.PollIngress(now);
    }

    public void Dispose()
    {
        Net.Dispose();
        Tcp.Dispose();
        _wire.Drain();
    }
}
