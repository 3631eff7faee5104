using MtcpRedis.NetStack.Transport.Kernel;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

[Collection(ExclusiveProcess.Name)]
public sealed unsafe class KernelResourceTests
{
    [Fact]
    public void Connections_Thousands_AreAcceptedAnsweredAndLeaveNoDescriptor()
    {
        long limit = ProcessLimits.EnsureDescriptors(12_000);
        int connections = (int)Math.Min(5_000, (limit - 1_000) / 2);
        Assert.True(connections >= 1_000, $"The descriptor limit {limit} is too low for this test.");
        int before = OpenDescriptors();
        using (var rig = new KernelRig(backlog: 4096))
        {
            List<IRigPeer> peers = [];
            while (peers.Count < connections)
            {
                peers.Add(rig.Connect());
                rig.Transport.Poll(0, rig.Events);
            }

            rig.PollUntil(() => rig.Events.Accepted.Count == connections);
            Assert.Equal(Enumerable.Range(0, connections), rig.Events.Accepted.Order());
            EchoOnce(rig, peers);
            peers.ForEach(peer => peer.Reset());
            rig.PollUntil(() => rig.Transport.Statistics.Open == 0);
        }

        Assert.Equal(before, OpenDescriptors());
    }

    [Fact]
    public void ConnectAndClose_Repeatedly_ReusesSlotsAndLeavesNoDescriptor()
    {
        int before = OpenDescriptors();
        using (var rig = new KernelRig())
        {
            for (int i = 0; i < 2_000; i++)
            {
                (IRigPeer peer, int connection) = rig.Accept();
                Assert.Equal(0, connection);
                rig.Events.Accepted.Clear();
                switch (i % 3)
                {
                    case 0:
                        rig.Transport.Close(connection);
                        break;
                    case 1:
                        rig.Transport.Abort(connection);
                        break;
                    default:
                        peer.Reset();
                        rig.PollUntil(() => rig.Transport.Statistics.Open == 0);
                        break;
                }

                peer.Dispose();
            }
        }

        Assert.Equal(before, OpenDescriptors());
    }

    [Fact]
    public void Accept_NoDescriptorLeft_RefusesTheFloodAndRecovers()
    {
        const int Flood = 50;
        using var rig = new KernelRig();
        rig.Accept().Peer.Dispose(); // everything the flood needs has run once
        List<SocketPeer> peers = [];
        for (int i = 0; i < Flood; i++)
        {
            peers.Add(rig.ConnectSocket());
        }

        using (new DescriptorFamine())
        {
            rig.PollUntil(() => rig.Transport.Statistics.AcceptErrors >= Flood);
        }

        Assert.Equal(1, rig.Transport.Statistics.Accepted);
        Assert.All(peers, peer => Assert.True(peer.EndsOrderly()));
        (IRigPeer next, int connection) = rig.Accept();
        next.Write("hello"u8);
        Assert.Equal("hello"u8.ToArray(), rig.ReceiveExactly(connection, 5));
        next.Dispose();
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public void Echo_SteadyState_AllocatesNothing()
    {
        using var rig = new KernelRig();
        (IRigPeer peer, int connection) = rig.Accept();
        using var echo = new EchoEvents(rig.Transport);
        int client = (int)((SocketPeer)peer).Socket.Handle;
        byte* message = stackalloc byte[64];
        new Span<byte>(message, 64).Fill(7);
        long allocated = 0;
        for (int round = 0; round < 2; round++) // the first one warms up
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 2_000; i++)
            {
                Assert.True(Libc.Send(client, message, 64, 0) == 64);
                int echoed = echo.Echoed;
                while (echo.Echoed < echoed + 64)
                {
                    rig.Transport.Poll(1, echo);
                    rig.Transport.Flush();
                }

                Assert.True(Libc.Receive(client, message, 64, 0) == 64);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
        Assert.Equal(2 * 2_000 * 64, echo.Echoed);
        rig.Transport.Close(connection);
        peer.Dispose();
    }

    [Fact]
    public void ProcessLimits_EnsureDescriptors_NeverLowersAndReportsWhatIsInForce()
    {
        long now = ProcessLimits.Descriptors;
        Assert.Equal(now, ProcessLimits.EnsureDescriptors(1));
        Assert.Equal(now, ProcessLimits.Descriptors);
        long beyondAnySystem = ProcessLimits.EnsureDescriptors(long.MaxValue / 2);
        Assert.True(beyondAnySystem >= now);
        Assert.Equal(beyondAnySystem, ProcessLimits.Descriptors);
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessLimits.EnsureDescriptors(-1));
    }

    private static void EchoOnce(KernelRig rig, List<IRigPeer> peers)
    {
        using var echo = new EchoEvents(rig.Transport);
        for (int i = 0; i < peers.Count; i++)
        {
            peers[i].Write(BitConverter.GetBytes(i));
        }

        while (echo.Echoed < peers.Count * sizeof(int))
        {
            rig.Transport.Poll(1, echo);
        }

        for (int i = 0; i < peers.Count; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32(peers[i].ReadExactly(sizeof(int))));
        }
    }

    // Only the kinds this project opens: the runtime may open files at any time. What other tests left to the finalizer goes first.
    private static int OpenDescriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(static entry => new FileInfo(entry).LinkTarget ?? "")
            .Count(static target => target.StartsWith("socket:", StringComparison.Ordinal) || target == "/dev/null"
                || target.Contains("[event", StringComparison.Ordinal));
    }
}
