using MtcpRedis.NetStack.Devices;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Devices;

public class DeviceTests
{
    [Fact]
    public void InMemoryNicPair_FramesSent_ArriveInOrderOnTheOtherSideWithoutACopy()
    {
        using var pair = new InMemoryNicPair(buffers: 16, ringSize: 4);
        var sent = Make(pair.A, 6);
        Assert.Equal(4, pair.A.TransmitBurst(sent));
        var received = new PacketBuffer[8];
        Assert.Equal(4, pair.B.ReceiveBurst(received));
        for (var i = 0; i < 4; i++)
            Assert.Equal((sent[i].Owner, (byte)i), (received[i].Owner, received[i].Bytes[0]));
        Assert.Equal(0, pair.A.ReceiveBurst(received.AsSpan(4)));
        pair.B.Free(received.AsSpan(0, 4));
        pair.A.Free(sent.AsSpan(4));
        Assert.Equal(pair.Pool.Count, pair.Pool.Available);
    }

    [Fact]
    public void PacketPool_Exhausted_RefusesAndRecovers()
    {
        using var pool = new PacketPool(3, 1514);
        var taken = new PacketBuffer[3];
        for (var i = 0; i < 3; i++)
            Assert.True(pool.TryAllocate(out taken[i]));
        Assert.False(pool.TryAllocate(out var none));
        Assert.True(none.IsEmpty);
        Assert.Equal(3, taken.Select(p => p.Owner).Distinct().Count());
        pool.Free(taken);
        Assert.True(pool.TryAllocate(out var again));
        Assert.True(again.Room.Length >= 1514);
        pool.Free([again]);
    }

    [Fact]
    public void FaultInjector_SameSeed_DoesTheSameAgain()
    {
        var options = new FaultOptions(Loss: 0.2, Duplication: 0.2, Corruption: 0.2, Reorder: 0.3, DelayMicroseconds: 50, JitterMicroseconds: 20);
        var first = Run(options, 7);
        Assert.Equal(first, Run(options, 7));
        Assert.NotEqual(first, Run(options, 8));
    }

    [Fact]
    public void FaultInjector_Rates_AreMet()
    {
        var frames = Run(new FaultOptions(Loss: 0.3), 1);
        Assert.InRange(frames.Count, 2000 * 0.65, 2000 * 0.75);
        Assert.Equal(frames.Order(), frames);
        Assert.InRange(Run(new FaultOptions(Duplication: 0.5), 2).Count, 2000 * 1.45, 2000 * 1.55);
        var reordered = Run(new FaultOptions(Reorder: 0.5, ReorderMicroseconds: 100), 3);
        Assert.Equal(2000, reordered.Count);
        Assert.NotEqual(reordered.Order(), reordered);
    }

    [Fact]
    public void FaultInjector_Delay_HoldsTheFrameUntilItsTime()
    {
        using var pair = new InMemoryNicPair(buffers: 4);
        var wire = new FaultInjector(pair.A, new FaultOptions(DelayMicroseconds: 100), 1);
        wire.Advance(1000);
        wire.TransmitBurst(Make(wire, 1));
        Assert.Equal((0, 1100), (pair.B.Waiting, wire.NextDeadline));
        wire.Advance(1099);
        Assert.Equal(0, pair.B.Waiting);
        wire.Advance(1100);
        Assert.Equal((1, long.MaxValue), (pair.B.Waiting, wire.NextDeadline));
    }

    [Fact]
    public void PcapRecorder_FramesBothWays_AreInTheFileWithTheirTimes()
    {
        using var pair = new InMemoryNicPair(buffers: 8, ringSize: 1);
        using var file = new MemoryStream();
        var recorder = new PcapRecorder(pair.A, file) { Now = 3_000_005 };
        var sent = Make(recorder, 2);
        Assert.Equal(1, recorder.TransmitBurst(sent));
        pair.B.TransmitBurst(sent.AsSpan(1));
        recorder.Now = 4_000_006;
        Assert.Equal(1, recorder.ReceiveBurst(new PacketBuffer[2]));
        var bytes = file.ToArray();
        Assert.Equal(24 + 2 * (16 + 64), bytes.Length);
        Assert.Equal("D4C3B2A1020004000000000000000000000004000" + "1000000", Convert.ToHexString(bytes[..24]));
        Assert.Equal("03000000050000004000000040000000", Convert.ToHexString(bytes[24..40]));
        Assert.Equal("04000000060000004000000040000000", Convert.ToHexString(bytes[104..120]));
        Assert.Equal((0, 1), (bytes[40], bytes[120]));
    }

    private static PacketBuffer[] Make(INicQueue queue, int count)
    {
        var packets = new PacketBuffer[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(queue.TryAllocate(out packets[i]));
            packets[i].Length = 64;
            packets[i].Bytes.Clear();
            packets[i].Bytes[0] = (byte)i;
        }
        return packets;
    }

    private static List<int> Run(FaultOptions options, int seed)
    {
        using var pair = new InMemoryNicPair();
        var wire = new FaultInjector(pair.A, options, seed);
        var arrived = new List<int>();
        var burst = new PacketBuffer[32];
        for (var i = 0; i < 2400; i++)
        {
            wire.Advance(i * 10);
            if (i < 2000)
            {
                var packet = Make(wire, 1);
                BitConverter.TryWriteBytes(packet[0].Bytes, i);
                wire.TransmitBurst(packet);
            }
            var n = pair.B.ReceiveBurst(burst);
            for (var k = 0; k < n; k++)
                arrived.Add(BitConverter.ToInt32(burst[k].Bytes));
            pair.B.Free(burst.AsSpan(0, n));
        }
        wire.Drain();
        Assert.Equal(pair.Pool.Count, pair.Pool.Available);
        return arrived;
    }
}
