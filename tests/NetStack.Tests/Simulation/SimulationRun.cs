using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Tcp.Congestion;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tests.Simulation;

/// <summary>One connection over a bad wire in virtual time. Everything follows from the seed.</summary>
internal static class SimulationRun
{
    private const long LongestRun = 3600L * 1_000_000;
    private static readonly int[] Mtus = [296, 576, 1280, 1500, 9000];
    private static readonly int[] Windows = [400, 3000, 20_000, 262_144];

    /// <summary>Runs a seed; null if all is well, else what went wrong.</summary>
    internal static string? Run(int seed, Stream? capture = null, bool shortWay = true)
    {
        var random = new Random(seed);
        var isV6 = random.Next(3) == 0;
        var mtu = Mtus[random.Next(isV6 ? 2 : 0, Mtus.Length)];
        var faults = Faults(random);
        using var pair = new InMemoryNicPair(mtu, buffers: 2048);
        string? failure;
        using (var a = new SimulatedHost(pair.A, isV6 ? "fd00::1/64" : "10.0.0.1/24", faults, Options(random), seed * 2 + 1, capture))
        using (var b = new SimulatedHost(pair.B, isV6 ? "fd00::2/64" : "10.0.0.2/24", faults, Options(random), seed * 2))
        {
            a.Tcp.UsesShortWay = b.Tcp.UsesShortWay = shortWay;
            failure = Drive(a, b, random);
            if (failure is null && a.Tcp.BufferBytes + b.Tcp.BufferBytes + a.Tcp.HeldPackets + b.Tcp.HeldPackets != 0)
                failure = $"buffers left: {a.Tcp.BufferBytes}+{b.Tcp.BufferBytes} bytes, {a.Tcp.HeldPackets}+{b.Tcp.HeldPackets} packets";
        }
        var burst = new PacketBuffer[64];
        foreach (var port in new[] { pair.A, pair.B })
        {
            for (int n; (n = port.ReceiveBurst(burst)) > 0;)
                port.Free(burst.AsSpan(0, n));
        }
        if (failure is null && pair.Pool.Available != pair.Pool.Count)
            failure = $"{pair.Pool.Count - pair.Pool.Available} packets lost";
        return failure is null ? null : $"seed {seed} (mtu {mtu}, v6 {isV6}, {faults}): {failure}";
    }

    private static FaultOptions Faults(Random random) => new(
        Loss: random.Next(4) == 0 ? 0 : random.NextDouble() * 0.3,
        Duplication: random.Next(2) == 0 ? 0 : random.NextDouble() * 0.2,
        Corruption: random.Next(2) == 0 ? 0 : random.NextDouble() * 0.1,
        Reorder: random.Next(2) == 0 ? 0 : random.NextDouble() * 0.4,
        DelayMicroseconds: random.Next(3) * random.Next(20_000),
        JitterMicroseconds: random.Next(2) * random.Next(2_000),
        ReorderMicroseconds: 1 + random.Next(30_000),
        QueueLength: random.Next(4) == 0 ? 16 : 512);

    private static TcpStackOptions Options(Random random) => new()
    {
        MaxReceiveBuffer = Windows[random.Next(Windows.Length)],
        MaxSendBuffer = random.Next(2) == 0 ? 2000 : 200_000,
        MaxHeldPackets = random.Next(3) == 0 ? 0 : null,
        Timestamps = random.Next(2) == 0,
        SelectiveAcknowledgment = random.Next(3) != 0,
        WindowScaling = random.Next(3) != 0,
        Congestion = random.Next(2) == 0 ? CongestionAlgorithm.Cubic : CongestionAlgorithm.NewReno,
        MaxRetransmissions = 100,
        MaxOrphanRetransmissions = 100,
        MaxSynRetransmissions = 100,
        MaxSynAckRetransmissions = 100,
        MaxRetransmitTimeout = 4_000_000,
        Secret = ((ulong)random.NextInt64(), (ulong)random.NextInt64()),
    };

    private static string? Drive(SimulatedHost a, SimulatedHost b, Random random)
    {
        var (fromA, fromB) = (random.Next(4) * random.Next(30_000), random.Next(4) * random.Next(30_000));
        var laziness = random.Next(3) == 0 ? random.Next(1, 200_000) : 0;
        var client = new SimulatedPeer(random, fromA, fromB, 0, 1, laziness);
        var server = new SimulatedPeer(random, fromB, fromA, 1, 0, random.Next(2) * laziness);
        var listener = b.Tcp.Listen(b.Address, 6379, 4);
        long now = random.Next(1_000_000);
        client.Attach(a.Tcp.Connect(new IpEndpoint(b.Address, 6379), now)!);
        for (var end = now + LongestRun; now < end;)
        {
            Step(a, now, () => client.Run(now));
            Step(b, now, () =>
            {
                if (listener.TryAccept(out var accepted))
                    server.Attach(accepted);
                server.Run(now);
            });
            if ((client.Failure ?? server.Failure) is { } failure)
                return $"{failure} at {now} us; client {client.Progress}; server {server.Progress}; {Drops(a)} / {Drops(b)}";
            if (client.IsDone && server.IsDone && a.Tcp.ConnectionCount + b.Tcp.ConnectionCount == 0)
                return null;
            now = Next(now, a, b, client, server);
        }
        return $"not finished in virtual time; client {client.Progress}; server {server.Progress}; {Drops(a)} / {Drops(b)}";
    }

    private static string Drops(SimulatedHost host) => string.Join(" ", Enum.GetValues<DropCause>()
        .Where(cause => host.Net.Drops[cause] > 0).Select(cause => $"{cause}={host.Net.Drops[cause]}"));

    private static void Step(SimulatedHost host, long now, Action application)
    {
        while (host.PollIngress(now) > 0)
        {
        }
        while (host.Tcp.TryTakeReady(out _, out _))
        {
        }
        application();
        host.Net.PollEgress(now);
    }

    private static long Next(long now, SimulatedHost a, SimulatedHost b, SimulatedPeer client, SimulatedPeer server)
    {
        var next = Math.Min(a.NextDeadline, b.NextDeadline);
        foreach (var peer in new[] { client, server })
        {
            if (!peer.IsDone && peer.WakeAt > now)
                next = Math.Min(next, peer.WakeAt);
        }
        return Math.Max(next, now + 1);
    }
}
