using System.Net.Sockets;
using MtcpRedis.Conformance.Runs;
using MtcpRedis.Fuzz.Frames;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.Network.Clients;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Network.Hostile;

/// <summary>Attacks from the same link, while fifty good clients go on and every reply to them is checked.</summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    private const int Good = 50;
    private const ushort ServicePort = 6379;
    private const long AllowedGrowth = 96L << 20;

    /// <summary>Handshakes that are begun from addresses that do not exist: on the link, beyond it, and the sender's own.</summary>
    [Theory]
    [Over(LinkKind.AfPacket, 200_000)]
    [Over(LinkKind.AfPacketTwoQueues, 50_000)]
    public Task SynFlood_FromRandomSources_KeepsNobodyOut(LinkKind kind, int frames) => AttackAsync(kind, (link, lab) =>
    {
        Flood(link, frames);
        for (var i = 0; i < 20; i++)
        {
            // In the middle of it a newcomer is served too.
            Flood(link, frames / 100);
            using var fresh = lab.Node.Connect();
            Assert.Equal("PONG", fresh.Must("PING").Text);
        }

        using (var client = lab.Node.Connect())
        {
            var report = new StackReport(client);
            Assert.True(report.Sum("opens", "cookies_sent") > 0, $"no cookie was needed:\n{report.Text}");
        }
    });

    /// <summary>Every port, by the scans that tools offer.</summary>
    [Theory]
    [Over(LinkKind.AfPacket)]
    [Over(LinkKind.AfPacketTwoQueues)]
    public Task PortScan_OfAllPortsInManyWays_ChangesNothing(LinkKind kind) => AttackAsync(kind, (link, lab) =>
    {
        var frame = new byte[TcpFrame.Length];
        var source = Ipv4Address.Parse($"{Link.Client4}");
        foreach (var flags in (ReadOnlySpan<TcpFlags>)[TcpFlags.Syn, TcpFlags.Fin, TcpFlags.None, TcpFlags.Ack, TcpFlags.Fin | TcpFlags.Psh | TcpFlags.Urg])
        {
            for (var port = 0; port <= ushort.MaxValue; port++)
            {
                new TcpFrame(source, SourcePort: 999, (ushort)port, Sequence: 1, flags).Write(frame, MacAddress.Read(link.Station));
                link.Send(frame);
            }
        }

        using var socket = lab.Node.OpenSocket();
        Assert.Equal(SocketError.ConnectionRefused, Assert.Throws<SocketException>(() => socket.Connect(Link.Node4, ServicePort + 1)).SocketErrorCode);
    });

    /// <summary>The kept frames and what becomes of them when they are spoilt.</summary>
    [Theory]
    [Over(LinkKind.AfPacket, 100_000)]
    [Over(LinkKind.AfPacketTwoQueues, 50_000)]
    [Over(LinkKind.AfXdp, 50_000)]
    [Over(LinkKind.Tap, 10_000)]
    public Task RandomFrames_KeptAndSpoilt_ChangeNothing(LinkKind kind, int frames) => RandomFramesAsync(kind, frames, seed: 20);

    [NetworkSoakFact, Trait("Category", "Soak")]
    public Task RandomFrames_NewOnesInGreatNumber_ChangeNothing() => RandomFramesAsync(LinkKind.AfPacket, 5_000_000, Environment.TickCount);

    private Task RandomFramesAsync(LinkKind kind, int frames, int seed) => AttackAsync(kind, (link, lab) =>
    {
        seed = ConformanceSettings.FromEnvironment().Seed ?? seed;
        output.WriteLine($"seed {seed}");
        var mutator = new FrameMutator(seed);
        for (var i = 0; i < frames; i++)
        {
            var frame = i % 10 == 0 ? FrameCorpus.All[i / 10 % FrameCorpus.All.Length] : mutator.Next();
            if (!Impersonates(frame))
            {
                link.Send(frame);
            }
        }
    });

    private async Task AttackAsync(LinkKind kind, Action<RawLink, Lab> attack)
    {
        using var lab = new Lab(kind);
        using var link = new RawLink(lab);
        var baseline = new Baseline(lab.Node);
        var before = lab.Node.ResidentBytes;
        await using (var good = new GoodClients(lab.Node, Good))
        {
            await good.AwaitRoundsAsync(1);
            await Task.WhenAll(Task.Run(() => attack(link, lab)), good.AwaitRoundsAsync(2));
            await good.AwaitRoundsAsync(2);
            await good.FinishAsync();
            output.WriteLine($"every good client did {good.FewestRounds} rounds or more");
        }

        using (var client = lab.Node.Connect())
        {
            output.WriteLine(new StackReport(client).Text);
        }

        Assert.InRange(lab.Node.ResidentBytes - before, long.MinValue, AllowedGrowth);
        baseline.AssertRestored();
    }

    private static void Flood(RawLink link, int frames)
    {
        var random = new Random(99);
        var frame = new byte[TcpFrame.Length];
        for (var i = 0; i < frames; i++)
        {
            var source = new Ipv4Address((i % 4) switch
            {
                0 => (uint)random.Next(0x0B00_0000, 0x7E00_0000),
                1 => 0x0A63_0002,
                _ => 0x0A63_0100 + (uint)random.Next(0xFE00),
            });
            new TcpFrame(source, (ushort)random.Next(1024, 30_000), ServicePort, (uint)random.Next(), TcpFlags.Syn).Write(frame, MacAddress.Read(link.Station));
            link.Send(frame);
        }
    }

    /// <summary>True for a frame that says where a good client is: on an open link anybody can take another's place, and no stack can tell.</summary>
    private static bool Impersonates(ReadOnlySpan<byte> frame) =>
        frame.IndexOf(Link.Client4.GetAddressBytes()) >= 0 || frame.IndexOf(Link.Client6.GetAddressBytes()) >= 0;
}
