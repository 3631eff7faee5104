using System.Diagnostics;
using MtcpRedis.Conformance.Scenarios;
using Xunit;

namespace MtcpRedis.Network.Links;

/// <summary>What a node holds while nobody but one observer is connected; to compare with after a scenario.</summary>
public sealed class Baseline
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly StackNode _node;
    private readonly ArenaBaseline _arenas;
    private readonly Holdings _before;

    public Baseline(StackNode node)
    {
        _node = node;
        _arenas = new ArenaBaseline(node);
        // A connection without a client is one that is still closing, and would be missed afterwards.
        _before = Await(h => h.Clients == 1 && h.Connections <= h.Clients, out _);
    }

    /// <summary>Empties the node and waits until it holds again what it held: arenas, clients, connections, packets, buffers.</summary>
    public void AssertRestored()
    {
        Assert.False(_node.HasExited, _node.Log);
        _arenas.AssertRestored();
        var after = Await(h => h.IsBackTo(_before), out var report);
        Assert.True(after.IsBackTo(_before), $"{_before} before, now {after}\n{report}");
    }

    private Holdings Await(Predicate<Holdings> wanted, out string report)
    {
        var started = Stopwatch.GetTimestamp();
        using var client = _node.Connect();
        while (true)
        {
            var stack = new StackReport(client);
            var now = new Holdings(
                ArenaBaseline.Info(client, "clients", "connected_clients") ?? 0,
                stack.Sum("connections", "all") - stack.Sum("connections", "time_wait") - stack.Sum("connections", "syn_received"),
                stack.Sum("connections", "syn_received"),
                stack.Sum("packets", "available"),
                stack.Sum("buffers", "bytes"));
            report = stack.Text;
            if (wanted(now) || Stopwatch.GetElapsedTime(started) > s_patience)
            {
                return now;
            }

            Thread.Sleep(10);
        }
    }

    /// <param name="Clients">Clients that the node knows.</param>
    /// <param name="Connections">TCP connections of the stack, those half open and in TIME-WAIT not counted.</param>
    /// <param name="HalfOpen">Handshakes that somebody began and never ended: they are given up after a minute.</param>
    /// <param name="Packets">Packets free in the pools.</param>
    /// <param name="Buffers">Bytes in send and receive buffers.</param>
    private sealed record Holdings(long Clients, long Connections, long HalfOpen, long Packets, long Buffers)
    {
        /// <summary>Frames that a device has sent and not given back yet: net_af_xdp does that with the next ones.</summary>
        private const int OnTheWay = 64;

        /// <summary>Packets that wait for the answer of a neighbour, which those half open may not have.</summary>
        private const int Waiting = 4;

        public bool IsBackTo(Holdings before) =>
            (Clients, Connections, Buffers) == (before.Clients, before.Connections, before.Buffers)
            && Packets >= before.Packets - OnTheWay - Waiting * HalfOpen;
    }
}
