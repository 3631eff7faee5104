using MtcpRedis.NetStack.Devices.Handover;
using MtcpRedis.NetStack.Tcp;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Handover;

/// <summary>Frames on another queue than their connection's reach it; nobody is refused by a queue that merely does not know him.</summary>
public sealed unsafe class HandoverTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Connection_FramesOnAnyQueue_EveryByteArrivesAndNobodyIsReset(int seed)
    {
        using var t = new TwoQueueRig(seed);
        var client = Open(t, out var server);
        var sent = new byte[20_000];
        new Random(seed).NextBytes(sent);
        var received = new List<byte>();
        var offered = 0;
        for (var i = 0; i < 400 && received.Count < sent.Length; i++)
        {
            offered += Math.Max(0, client.Send(sent.AsSpan(offered, Math.Min(700, sent.Length - offered))));
            t.Run(2);
            Read(server, received);
        }
        Assert.Equal(sent, received);
        Assert.Equal((0L, 0L), (t.Client.Tcp.Statistics.ResetsReceived, t.Stacks.Sum(s => s.Statistics.ResetsSent)));
        Assert.True(t.PassedOn > 5);
    }

    [Fact]
    public void ClosedPort_SegmentOnEitherQueue_IsRefusedOnce()
    {
        using var t = new TwoQueueRig(1);
        t.Run();
        var refused = t.Client.Tcp.Connect(new(t.Address, 81), t.Now)!;
        t.Run(20);
        Assert.Equal((TcpState.Closed, TcpError.Refused), (refused.State, refused.Error));
        Assert.Equal(1, t.Stacks.Sum(s => s.Statistics.ResetsSent));
    }

    [Fact]
    public void Reset_OnTheOtherQueue_EndsTheConnection()
    {
        using var t = new TwoQueueRig(1);
        t.Scatter.Forced = 0;
        var client = Open(t, out var server);
        t.Scatter.Forced = 1;
        client.Abort();
        t.Run();
        Assert.Equal((TcpState.Closed, TcpError.Reset), (server.State, server.Error));
    }

    [Fact]
    public void ArpReply_OnTheOtherQueue_IsLearntByBoth()
    {
        using var t = new TwoQueueRig(1);
        t.Scatter.Forced = 1;
        var client = t.Stacks[0].Connect(new(t.Client.Address, 7), t.Now)!;
        t.Run(20);
        Assert.Equal(TcpError.Refused, client.Error);
    }

    [Fact]
    public void ArpRequest_ForOurAddress_IsAnsweredOnce()
    {
        using var t = new TwoQueueRig(1);
        t.Run();
        var before = t.Nets.Sum(n => n.Statistics.FramesSent);
        t.Scatter.Forced = 0;
        t.Client.Tcp.Connect(new(t.Address, 81), t.Now);
        t.Run(1);
        Assert.Equal(1, t.Nets.Sum(n => n.Statistics.FramesSent) - before);
    }

    [Fact]
    public void Ring_Full_LosesTheFrameAndCountsIt()
    {
        using var handover = new QueueHandover(2, 1518);
        var frame = new byte[60];
        var put = 0;
        while (handover.TryPut(0, 1, frame, 1))
            put++;
        Assert.Equal((64, 64L, 0L), (put, handover.Arrived(1), handover.Arrived(0)));
    }

    [Fact]
    public void Ring_FrameTooLong_IsRefused()
    {
        using var handover = new QueueHandover(2, 1518);
        Assert.False(handover.TryPut(0, 1, new byte[9000], 1));
        Assert.Equal(0, handover.Arrived(1));
    }

    [Fact]
    public void Ring_TwoThreads_EveryFrameArrivesInOrder()
    {
        const int frames = 200_000;
        using var handover = new QueueHandover(2, 64);
        var writer = new Thread(() =>
        {
            var frame = new byte[8];
            for (var i = 0; i < frames;)
            {
                BitConverter.TryWriteBytes(frame, i);
                if (handover.TryPut(0, 1, frame, 1))
                    i++;
                else
                    Thread.Yield();
            }
        });
        writer.Start();
        for (var expected = 0; expected < frames;)
        {
            if (handover.Ring(0, 1) is not { } ring || !ring.TryPeek(out var frame, out _))
            {
                Thread.Yield();
                continue;
            }
            Assert.Equal(expected++, BitConverter.ToInt32(frame));
            ring.Release();
        }
        writer.Join();
    }

    private static TcpConnection Open(TwoQueueRig t, out TcpConnection server)
    {
        t.Run();
        var client = t.Client.Tcp.Connect(new(t.Address, 6379), t.Now)!;
        t.Run(20);
        TcpConnection? accepted = null;
        foreach (var listener in t.Listeners)
        {
            if (listener.TryAccept(out var found))
                accepted = found;
        }
        Assert.NotNull(accepted);
        Assert.Equal(TcpState.Established, client.State);
        server = accepted;
        return client;
    }

    private static void Read(TcpConnection connection, List<byte> into)
    {
        var buffer = stackalloc byte[4096];
        int count;
        while ((count = connection.Receive(buffer, 4096, out var data)) > 0)
            into.AddRange(new ReadOnlySpan<byte>(data, count));
    }
}
