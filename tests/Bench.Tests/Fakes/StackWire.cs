using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Transport;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Bench.Tests.Fakes;

/// <summary>The generator's transport over our own stack with a server at the other end of a wire in memory; polling one polls both.</summary>
internal sealed unsafe class StackWire : IBenchTransport
{
    private const int Port = 6379;
    private readonly InMemoryNicPair _pair = new(buffers: 8192);

    /// <summary>Puts both ends up.</summary>
    /// <param name="addresses">Addresses of the generator, in 10.0.0.0/16.</param>
    /// <param name="loss">Share of the frames that vanish at the generator's end.</param>
    /// <param name="port">Where the generator connects to; the server listens on 6379.</param>
    /// <param name="ephemeralPorts">Ports per address of the generator.</param>
    public StackWire(string addresses = "10.0.0.2/16", double loss = 0, int port = Port, int ephemeralPorts = 1000)
    {
        var options = OptionParser.Parse(["--device", "none", "--address", addresses]).Stack;
        var server = new IpEndpoint(IpAddress.Parse("10.0.0.1"), (ushort)Port);
        Lossy = loss > 0 ? new LossyQueue(_pair.B, loss, seed: 1) : null;
        Server = new StackServer(new UserSpaceTransport(_pair.A, new()
        {
            Interface = new NetInterfaceOptions { Addresses = [new InterfaceAddress(server.Address, 16)] },
            Tcp = Quick(new TcpStackOptions()),
            Listen = [server],
        }));
        var settings = StackTransportFactory.StackOptionsOf(options, 0, 1);
        var tcp = Quick(settings.Tcp) with { LastEphemeralPort = (ushort)(settings.Tcp.FirstEphemeralPort + ephemeralPorts - 1) };
        var client = new UserSpaceTransport((INicQueue?)Lossy ?? _pair.B, settings with { Tcp = tcp });
        Client = new StackTransport(client, server with { Port = (ushort)port }, [.. options.Addresses.Select(a => a.Address)]);
    }

    /// <summary>The server.</summary>
    public StackServer Server { get; }

    /// <summary>What is tested.</summary>
    public StackTransport Client { get; }

    /// <summary>The bad wire, if it is one.</summary>
    public LossyQueue? Lossy { get; }

    /// <summary>Managed memory that the server took; the rest of what a test takes is the generator's.</summary>
    public long ServerAllocatedBytes { get; private set; }

    /// <summary>Packets that nobody gave back, after the end.</summary>
    public int PacketsMissing { get; private set; }

    public bool IsBatched => Client.IsBatched;

    public int Open() => Client.Open();

    public int Poll(Span<BenchEvent> events, long timeoutNanoseconds)
    {
        // What has become ready, or half a millisecond of looking at both ends in turns: whoever calls comes again.
        var count = Client.Poll(events, 0);
        for (var i = 0; i < 100 && count == 0 && timeoutNanoseconds > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Server.Turn();
            ServerAllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
            count = Client.Poll(events, 0);
        }

        return count;
    }

    public int Send(int connection, ReadOnlySpan<byte> bytes) => Client.Send(connection, bytes);

    public void Flush() => Client.Flush();

    public int Receive(int connection, byte* buffer, int capacity, out byte* bytes, out bool more) =>
        Client.Receive(connection, buffer, capacity, out bytes, out more);

    public void Release(int connection) => Client.Release(connection);

    public string FailureOf(int connection) => Client.FailureOf(connection);

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        var burst = new PacketBuffer[64];
        foreach (var end in new[] { _pair.A, _pair.B })
        {
            for (int n; (n = end.ReceiveBurst(burst)) > 0;)
            {
                end.Free(burst.AsSpan(0, n));
            }
        }

        PacketsMissing = _pair.Pool.Count - _pair.Pool.Available;
        _pair.Dispose();
    }

    /// <summary>Timers that make a lossy test short.</summary>
    private static TcpStackOptions Quick(TcpStackOptions options) =>
        options with { InitialRetransmitTimeout = 20_000, MinRetransmitTimeout = 5_000, DelayedAck = 1_000 };
}
