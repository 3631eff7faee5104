using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Tcp.Congestion;
using MtcpRedis.NetStack.Tcp.Memory;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Tcp;

/// <summary>The parts of TCP against simple models of themselves, under random operations.</summary>
public class PartsTests
{
    [Fact]
    public void ByteRing_RandomOperations_BehavesAsAQueue()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            using var pool = new BufferPool(1 << 20);
            var ring = default(ByteRing);
            var model = new List<byte>();
            byte next = 0;
            for (var step = 0; step < 300; step++)
            {
                if (random.Next(2) == 0)
                {
                    var data = Enumerable.Range(0, random.Next(1, 900)).Select(_ => next++).ToArray();
                    // Write a part ahead first, as reassembly does, then close the gap.
                    var cut = random.Next(data.Length);
                    Assert.True(ring.TryWriteAhead(pool, cut, data.AsSpan(cut)));
                    Assert.True(ring.TryAppend(pool, data.AsSpan(0, cut)));
                    ring.Commit(data.Length - cut);
                    model.AddRange(data);
                }
                else if (model.Count > 0)
                {
                    var offset = random.Next(model.Count);
                    var read = new byte[random.Next(model.Count - offset + 1)];
                    ring.Peek(offset, read);
                    Assert.Equal(model.GetRange(offset, read.Length), read);
                    var taken = random.Next(model.Count + 1);
                    ring.Consume(pool, taken);
                    model.RemoveRange(0, taken);
                }
                Assert.Equal(model.Count, ring.Count);
                Assert.Equal(ring.Capacity, pool.UsedBytes);
                Assert.True(ring.Count > 0 || ring.Capacity == 0 || step == 0);
            }
            ring.Release(pool);
            Assert.Equal(0, pool.UsedBytes);
        }
    }

    [Fact]
    public unsafe void BufferPool_LimitReached_RefusesUntilSomethingReturns()
    {
        using var pool = new BufferPool(4096);
        var a = pool.TryTake(2048);
        var b = pool.TryTake(2048);
        Assert.True(a != null && b != null && pool.TryTake(512) == null && pool.IsScarce);
        pool.Return(a, 2048);
        var c = pool.TryTake(512);
        Assert.True(c != null);
        pool.Return(b, 2048);
        pool.Return(c, 512);
        Assert.Equal(0, pool.UsedBytes);
    }

    [Fact]
    public void SequenceRanges_RandomRanges_EqualASetOfNumbers()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var origin = new SeqNumber((uint)random.NextInt64(uint.MaxValue));
            var ranges = new SequenceRanges(8);
            var model = new bool[200];
            var floor = 0;
            for (var step = 0; step < 60; step++)
            {
                var (a, b) = (random.Next(floor, 200), random.Next(floor, 200));
                var (start, end) = (Math.Min(a, b), Math.Max(a, b) + 1);
                if (random.Next(6) == 0)
                {
                    floor = Math.Min(floor + random.Next(20), 199);
                    ranges.RemoveBelow(origin + floor);
                    Array.Fill(model, false, 0, floor);
                }
                else
                {
                    var added = ranges.Add(origin + start, origin + Math.Min(end, 200));
                    var fresh = model[start..Math.Min(end, 200)].Count(x => !x);
                    Assert.True(added == fresh || added == -1 && ranges.Count == 8);
                    if (added >= 0)
                        Array.Fill(model, true, start, Math.Min(end, 200) - start);
                }
                Check(ranges, model, origin, random);
            }
        }

        static void Check(SequenceRanges ranges, bool[] model, SeqNumber origin, Random random)
        {
            Assert.Equal(model.Count(x => x), (int)ranges.Total);
            for (var i = 1; i < ranges.Count; i++)
                Assert.True(ranges[i - 1].Right < ranges[i].Left);
            var from = random.Next(200);
            var to = random.Next(from, 201);
            Assert.Equal(model[from..to].Count(x => x), (int)ranges.CoveredIn(origin + from, origin + to));
            var hole = Array.FindIndex(model, from, to - from, x => !x);
            Assert.Equal(hole >= 0, ranges.TryFindGap(origin + from, origin + to, out var start, out var end));
            if (hole < 0)
                return;
            var holeEnd = Array.FindIndex(model, hole, to - hole, x => x);
            Assert.Equal((hole, holeEnd < 0 ? to : holeEnd), (start - origin, end - origin));
        }
    }

    [Fact]
    public void RttEstimator_Samples_FollowRfc6298()
    {
        var rtt = new RttEstimator();
        rtt.Reset(new TcpStackOptions { MinRetransmitTimeout = 1000 });
        Assert.Equal(1_000_000, rtt.Timeout);
        rtt.Sample(100_000);
        Assert.Equal((100_000, 50_000, 300_000), (rtt.Smoothed, rtt.Variation, rtt.Timeout));
        rtt.Sample(180_000);
        Assert.Equal((110_000, 57_500, 340_000), (rtt.Smoothed, rtt.Variation, rtt.Timeout));
        rtt.BackOff();
        rtt.BackOff();
        Assert.Equal(1_360_000, rtt.Timeout);
        for (var i = 0; i < 30; i++)
            rtt.BackOff();
        Assert.Equal(60_000_000, rtt.Timeout);
        rtt.Sample(110_000);
        Assert.Equal(0, rtt.Backoff);
    }

    [Fact]
    public void RttEstimator_ConstantRtt_ConvergesToItAboveTheMinimum()
    {
        var rtt = new RttEstimator();
        rtt.Reset(new TcpStackOptions());
        for (var i = 0; i < 100; i++)
            rtt.Sample(40);
        Assert.Equal((40, 200_000), (rtt.Smoothed, rtt.Timeout));
    }

    [Fact]
    public void TimerWheel_RandomTimers_FireOnceInTimeAndNeverEarly()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var wheel = new TimerWheel();
            var model = new Dictionary<int, long>();
            long now = random.NextInt64(1L << 40);
            while (wheel.TryExpire(now, out _))
            {
            }
            for (var step = 0; step < 2000; step++)
            {
                var id = random.Next(200);
                if (random.Next(3) > 0)
                {
                    model[id] = now + random.NextInt64(1L << random.Next(36));
                    wheel.Schedule(id, model[id]);
                }
                else if (random.Next(3) == 0)
                {
                    wheel.Cancel(id);
                    model.Remove(id);
                }
                var next = wheel.NextDeadline;
                Assert.True(model.Count == 0 ? next == long.MaxValue : next <= Math.Max(model.Values.Min(), now) + 2048);
                now = random.Next(2) == 0 && next != long.MaxValue ? Math.Max(now, next) : now + random.NextInt64(1L << random.Next(24));
                while (wheel.TryExpire(now, out var fired))
                {
                    Assert.True(model.Remove(fired, out var due), $"seed {seed}: {fired} fired twice");
                    Assert.True(due <= now, $"seed {seed}: fired {due - now} us early");
                }
                Assert.All(model.Values, due => Assert.True(due > now - 2048, $"seed {seed}: {now - due} us late"));
                Assert.Equal(model.Count, wheel.Count);
            }
        }
    }

    [Fact]
    public void TcpDemux_RandomFlows_EqualsADictionary()
    {
        var random = new Random(1);
        var demux = new TcpDemux(99, capacity: 16);
        var model = new Dictionary<FlowKey, int>();
        var free = new Stack<int>(Enumerable.Range(0, 6000));
        for (var step = 0; step < 200_000; step++)
        {
            var key = new FlowKey(new(new Ipv4Address(1), 6379), new(new Ipv4Address((uint)random.Next(40)), (ushort)random.Next(100)));
            Assert.Equal(model.GetValueOrDefault(key, -1), demux.Find(key));
            if (model.Remove(key, out var id))
            {
                demux.Remove(key);
                free.Push(id);
            }
            else
            {
                model.Add(key, free.Pop());
                demux.Add(key, model[key]);
            }
        }
        Assert.Equal(model.Count, demux.Count);
    }

    [Fact]
    public void SipHash_ReferenceVector_IsMet()
    {
        // The published vector for the 8-byte message 00..07 under the key 00..0f.
        var hash = new SipHash(0x0706050403020100, 0x0f0e0d0c0b0a0908);
        Assert.Equal(0x93f5f5799a932462, hash.Hash([0x0706050403020100]));
    }

    [Fact]
    public void InitialSequence_SameFlowLater_IsHigherAndOtherFlowsDiffer()
    {
        var isn = new InitialSequence(1, 2);
        var flow = new FlowKey(new(new Ipv4Address(1), 1), new(new Ipv4Address(2), 2));
        Assert.Equal(250_000, isn.Choose(flow, 2_000_000) - isn.Choose(flow, 1_000_000));
        Assert.NotEqual(isn.Choose(flow, 0), isn.Choose(flow with { Remote = new(new Ipv4Address(2), 3) }, 0));
        Assert.NotEqual(isn.Choose(flow, 0), new InitialSequence(1, 3).Choose(flow, 0));
    }

    [Fact]
    public void SynCookie_Opened_GivesTheSegmentSizeBackWhileFresh()
    {
        var cookies = new SynCookie(1, 2);
        var flow = new FlowKey(new(new Ipv4Address(1), 1), new(new Ipv4Address(2), 2));
        var cookie = cookies.Make(flow, new(7), 1460, 64_000_000);
        Assert.True(cookies.TryOpen(flow, new(7), cookie, 64_000_000, out var size));
        Assert.Equal(1460, size);
        Assert.True(cookies.TryOpen(flow, new(7), cookie, 190_000_000, out _));
        Assert.False(cookies.TryOpen(flow, new(7), cookie, 193_000_000, out _));
        Assert.False(cookies.TryOpen(flow, new(8), cookie, 64_000_000, out _));
        Assert.False(cookies.TryOpen(flow, new(7), cookie + 1, 64_000_000, out _));
        Assert.False(cookies.TryOpen(flow with { Remote = new(new Ipv4Address(3), 2) }, new(7), cookie, 64_000_000, out _));
    }

    [Theory]
    [InlineData(CongestionAlgorithm.NewReno, 0.5)]
    [InlineData(CongestionAlgorithm.Cubic, 0.7)]
    public void Congestion_LossTimeoutAndGrowth_FollowTheirRfc(CongestionAlgorithm algorithm, double beta)
    {
        ICongestionControl cc = algorithm == CongestionAlgorithm.Cubic ? new Cubic() : new NewReno();
        cc.Reset(1000, 10);
        Assert.Equal((10_000u, uint.MaxValue), (cc.Window, cc.SlowStartThreshold));
        for (var i = 0; i < 10; i++)
            cc.OnAck(1000, 10_000, 0);
        Assert.Equal(20_000u, cc.Window);
        cc.OnLoss(20_000, 0);
        Assert.Equal((uint)(20_000 * beta), cc.Window);
        cc.Undo();
        Assert.Equal((20_000u, uint.MaxValue), (cc.Window, cc.SlowStartThreshold));
        cc.OnTimeout(20_000, 0);
        Assert.Equal((1000u, (uint)(20_000 * beta)), (cc.Window, cc.SlowStartThreshold));
        // Back in congestion avoidance it grows by about a segment per window at first, and passes its old maximum in the end.
        for (long now = 0; now < 60_000_000 && cc.Window < 20_000; now += 10_000)
            cc.OnAck(Math.Min(cc.Window, 1000), 10_000, now);
        Assert.InRange(cc.Window, 20_000u, 22_000u);
        cc.OnIdle();
        Assert.Equal(10_000u, cc.Window);
    }
}
