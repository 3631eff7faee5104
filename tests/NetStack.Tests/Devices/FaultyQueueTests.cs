using MtcpRedis.NetStack.Devices;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Devices;

public class FaultyQueueTests
{
    private const int Frames = 4000;

    [Fact]
    public void Loss_BothWays_IsMetAndNoPacketIsKept()
    {
        using var pair = new InMemoryNicPair();
        var wire = new FaultyQueue(pair.A, new FaultOptions(Loss: 0.25), seed: 3, () => 0);
        var (sent, received) = (Exchange(wire, pair.B, () => { }), Exchange(pair.B, wire, () => { }));
        Assert.InRange(sent.Count, Frames * 0.7, Frames * 0.8);
        Assert.InRange(received.Count, Frames * 0.7, Frames * 0.8);
        Assert.Equal(2 * Frames - sent.Count - received.Count, wire.Lost);
        Assert.Equal(sent.Order(), sent);
        Assert.Equal(received.Order(), received);
        Assert.Equal(pair.Pool.Count, pair.Pool.Available);
    }

    [Fact]
    public void Reordering_BothWays_LosesNothing()
    {
        using var pair = new InMemoryNicPair();
        var now = 0L;
        var wire = new FaultyQueue(pair.A, new FaultOptions(Reorder: 0.2, ReorderMicroseconds: 50), seed: 3, () => now);
        foreach (var (from, to) in (ReadOnlySpan<(INicQueue, INicQueue)>)[(wire, pair.B), (pair.B, wire)])
        {
            var arrived = Exchange(from, to, () => now += 10);
            now += 1000;
            wire.ReceiveBurst([]);
            arrived.AddRange(Receive(to));
            Assert.NotEqual(arrived.Order(), arrived);
            Assert.Equal(Enumerable.Range(0, Frames), arrived.Order());
        }
        Assert.Equal(pair.Pool.Count, pair.Pool.Available);
    }

    [Fact]
    public void Drain_FramesInFlight_GoBackToThePool()
    {
        using var pair = new InMemoryNicPair();
        var wire = new FaultyQueue(pair.A, new FaultOptions(DelayMicroseconds: 1000), seed: 3, () => 0);
        Send(wire, 1);
        Send(pair.B, 2);
        Assert.Empty(Receive(wire));
        Assert.Equal(pair.Pool.Count - 2, pair.Pool.Available);
        wire.Drain();
        Assert.Equal(pair.Pool.Count, pair.Pool.Available);
    }

    [Fact]
    public void Plan_AllFaults_IsRead()
    {
        var plan = FaultPlan.Parse("loss=0.01, duplication=0.02,corruption=0.03,reorder=0.04,delay=5,jitter=6,hold=7,queue=8,seed=9");
        Assert.Equal(new FaultPlan(new FaultOptions(0.01, 0.02, 0.03, 0.04, 5, 6, 7, 8), 9), plan);
        Assert.Equal(new FaultPlan(new FaultOptions(Loss: 1), 1), FaultPlan.Parse("loss=1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("loss")]
    [InlineData("loss=")]
    [InlineData("loss=1.5")]
    [InlineData("loss=-0.1")]
    [InlineData("loss=0.1,,seed=1")]
    [InlineData("delay=0.5")]
    [InlineData("queue=9999999999")]
    [InlineData("speed=1")]
    public void Plan_OfAnythingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => FaultPlan.Parse(text));

    private static List<int> Exchange(INicQueue from, INicQueue to, Action between)
    {
        var arrived = new List<int>();
        for (var i = 0; i < Frames; i++)
        {
            Send(from, i);
            between();
            arrived.AddRange(Receive(to));
        }
        return arrived;
    }

    private static void Send(INicQueue queue, int number)
    {
        Assert.True(queue.TryAllocate(out var packet));
        packet.Length = 64;
        BitConverter.TryWriteBytes(packet.Bytes, number);
        Assert.Equal(1, queue.TransmitBurst([packet]));
    }

    private static List<int> Receive(INicQueue queue)
    {
        var burst = new PacketBuffer[256];
        var count = queue.ReceiveBurst(burst);
        var numbers = burst.Take(count).Select(p => BitConverter.ToInt32(p.Bytes)).ToList();
        queue.Free(burst.AsSpan(0, count));
        return numbers;
    }
}
