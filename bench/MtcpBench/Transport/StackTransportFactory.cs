using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MtcpRedis.Bench.Load;
using MtcpRedis.Bench.Options;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Bench.Transport;

/// <summary>Our own TCP/IP stack over DPDK: one port for the run, one of its queues and a stack of its own for each generator thread.</summary>
internal sealed class StackTransportFactory : IBenchTransportFactory
{
    private const int FirstPort = 32768;
    private const int LastPort = 60999;
    private static readonly TimeSpan s_linkPatience = TimeSpan.FromSeconds(10);

    private readonly BenchOptions _options;
    private readonly IpEndpoint _server;
    private readonly DpdkPort _port;

    private StackTransportFactory(BenchOptions options, IpEndpoint server, DpdkPort port) => (_options, _server, _port) = (options, server, port);

    /// <summary>Starts DPDK and the port, and waits until the link is up.</summary>
    /// <exception cref="DpdkException">Something that DPDK needs is missing; the message says what.</exception>
    /// <exception cref="LoadException">The link does not come up.</exception>
    /// <exception cref="OptionException">The host has no address.</exception>
    public static StackTransportFactory Open(BenchOptions options)
    {
        var server = ServerOf(options);
        var stack = options.Stack;
        var port = DpdkPort.Open(new DpdkOptions
        {
            Device = stack.Device!,
            Queues = options.Threads,
            Mtu = stack.Mtu,
            Mac = stack.Mac,
            Hugepages = stack.NoHugepages ? HugepageUse.Never : HugepageUse.Auto,
        });
        var factory = new StackTransportFactory(options, server, port);
        factory.AwaitLink();
        return factory;
    }

    /// <inheritdoc/>
    public IBenchTransport Create(int thread)
    {
        INicQueue queue = _port.Queues[thread];
        if (_options.Stack.Loss > 0)
        {
            queue = new LossyQueue(queue, _options.Stack.Loss, (int)_options.Seed + (2 * thread));
        }

        var stack = new UserSpaceTransport(queue, StackOptionsOf(_options.Stack, thread, _options.Threads));
        return new StackTransport(stack, _server, [.. _options.Stack.Addresses.Select(a => a.Address)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Resets are on their way still: a memif port takes its rings along.
        Thread.Sleep(20);
        _port.Dispose();
    }

    /// <summary>The settings of one thread's stack. Threads share the addresses, so each has ports of its own.</summary>
    internal static UserSpaceTransportOptions StackOptionsOf(StackOptions options, int thread, int threads)
    {
        var ports = (LastPort - FirstPort + 1) / threads;
        return new UserSpaceTransportOptions
        {
            Interface = new NetInterfaceOptions
            {
                Addresses = options.Addresses,
                Gateway4 = options.Gateway is { IsV4: true } v4 ? v4.V4 : null,
                Gateway6 = options.Gateway is { IsV4: false } v6 ? v6.V6 : null,
                VerifyReceivedChecksums = !options.TrustChecksums,
                Seed = RandomNumber(),
            },
            Tcp = new TcpStackOptions
            {
                MaxConnections = 1_000_000,
                FirstEphemeralPort = (ushort)(FirstPort + (thread * ports)),
                LastEphemeralPort = (ushort)(FirstPort + ((thread + 1) * ports) - 1),
                Secret = (RandomNumber(), RandomNumber()),
            },
        };
    }

    private static IpEndpoint ServerOf(BenchOptions options)
    {
        try
        {
            var address = IPAddress.TryParse(options.Host, out var parsed) ? parsed : Dns.GetHostAddresses(options.Host)[0];
            return new IpEndpoint(IpAddress.Parse(address.ToString()), (ushort)options.Port);
        }
        catch (SocketException e)
        {
            throw new OptionException($"cannot resolve '{options.Host}': {e.Message}");
        }
    }

    private static ulong RandomNumber()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private void AwaitLink()
    {
        if (!_port.AwaitLink(s_linkPatience))
        {
            _port.Dispose();
            throw new LoadException($"the link of {_port.Description.Name} stays down; is the other side running?");
        }
    }
}
